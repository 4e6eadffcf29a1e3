import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root, run } from "./tools.ts";

// Written so that this file does not find itself.
const forbidden: readonly { what: string; pattern: RegExp }[] = [
  {
    what: "a path of one machine",
    pattern: new RegExp(String.raw`(^|[\s"'\x60(=:])/(work|home|root|Users)/[a-z]`, "m"),
  },
  { what: "a registry's host name", pattern: new RegExp(["registry", "npmjs", "org"].join(String.raw`\.`)) },
  { what: "a merge conflict", pattern: new RegExp(`^${"<".repeat(7)} `, "m") },
];

/** Logic without a test beside it: types, tables, entry points and texts need none. */
const needsNoTest = /(^|\/)(index|types|main|cli|define|options)\.ts$|\/locales\/|\.table\.ts$|\.d\.ts$/;

/** Tells what is wrong with the tracked files themselves; true when nothing is. */
export async function checkFiles(): Promise<boolean> {
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    capture: true,
  });
  const files = stdout.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file)));
  const problems = [...machineTraces(files), ...missingTests(files)];
  for (const problem of problems) console.log(problem);
  return problems.length === 0;
}

function machineTraces(files: readonly string[]): string[] {
  const texts = files.filter((file) => /\.(ts|js|mjs|json|ya?ml|md|html|css|sh)$|^\.ci\/run$/.test(file));
  return texts.flatMap((file) => {
    const content = readFileSync(path.join(root, file), "utf8");
    return forbidden.filter(({ pattern }) => pattern.test(content)).map(({ what }) => `${file}: holds ${what}`);
  });
}

/** Glue that only shows what it does as a whole program: the suite that drives it, instead of a test of each piece. */
const provenWhole: readonly { readonly place: string; readonly by: string }[] = [
  { place: "packages/mqtt-bridge/src/bridge", by: "packages/mqtt-bridge/test/bridge.test.ts" },
  { place: "packages/mqtt-bridge/src/link/controller-link.ts", by: "packages/mqtt-bridge/test/bridge.test.ts" },
  { place: "packages/mqtt-bridge/src/link/driven-controllers.ts", by: "packages/mqtt-bridge/test/ownership.test.ts" },
  { place: "packages/mqtt-bridge/src/mqtt/connection.ts", by: "packages/mqtt-bridge/test/mosquitto.test.ts" },
  { place: "packages/mqtt-bridge/src/mqtt/dial.ts", by: "packages/mqtt-bridge/test/try-broker.test.ts" },
  { place: "packages/mqtt-bridge/src/homeassistant/", by: "packages/mqtt-bridge/src/homeassistant/discovery.test.ts" },
  { place: "packages/pointsman/src/", by: "packages/pointsman/test/command-line.test.ts" },
  { place: "packages/simulator/src/telegram/", by: "packages/simulator/test/telegram/messages.test.ts" },
  { place: "packages/simulator/src/", by: "packages/simulator/contract/simulator-current.contract.ts" },
  { place: "packages/telegram-bot/src/features/", by: "packages/telegram-bot/test/walk.test.ts" },
];

function missingTests(files: readonly string[]): string[] {
  const all = new Set(files);
  const imported = importedByTests(files);
  const isProven = (file: string): boolean =>
    all.has(file.replace(/\.ts$/, ".test.ts")) ||
    imported.has(file) ||
    testedByFolder(file, all) ||
    provenWhole.some(({ place, by }) => file.startsWith(place) && all.has(by));
  return files
    .filter((file) => /^packages\/(core|simulator|telegram-bot|mqtt-bridge|pointsman)\/src\/.*\.ts$/.test(file))
    .filter((file) => !/\.test(-d)?\.ts$/.test(file) && !needsNoTest.test(file) && hasLogic(file))
    .filter((file) => !isProven(file))
    .map((file) => `${file}: no test stands beside it or imports it`);
}

/** One test for a folder of small siblings, named after it: `dns/dns.test.ts`. */
function testedByFolder(file: string, all: ReadonlySet<string>): boolean {
  const folder = path.posix.dirname(file);
  return all.has(`${folder}/${path.posix.basename(folder)}.test.ts`);
}

/** Every file that a test, a contract check or their helpers import directly. */
function importedByTests(files: readonly string[]): Set<string> {
  const tests = files.filter((file) => /\.(test|contract)\.ts$|\/(test|contract)\/.*\.ts$/.test(file));
  return new Set(
    tests.flatMap((file) =>
      [...readFileSync(path.join(root, file), "utf8").matchAll(/from "(\.[^"]+\.ts)"/g)].map((match) =>
        path.posix.join(path.posix.dirname(file), match[1] ?? ""),
      ),
    ),
  );
}

function hasLogic(file: string): boolean {
  return /\bfunction\b|=>|\bclass\b/.test(readFileSync(path.join(root, file), "utf8"));
}
