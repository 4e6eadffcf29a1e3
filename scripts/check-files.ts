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

function missingTests(files: readonly string[]): string[] {
  const all = new Set(files);
  return files
    .filter((file) => /^packages\/(core|telegram-bot|mqtt-bridge|pointsman)\/src\/.*\.ts$/.test(file))
    .filter((file) => !/\.test(-d)?\.ts$/.test(file) && !needsNoTest.test(file))
    .filter((file) => hasLogic(file) && !all.has(file.replace(/\.ts$/, ".test.ts")) && !testedByFolder(file, all))
    .map((file) => `${file}: has no test beside it`);
}

/** A folder's test (`screens/screens.test.ts`) may cover small files of one kind. */
function testedByFolder(file: string, all: ReadonlySet<string>): boolean {
  const folder = path.posix.dirname(file);
  return all.has(`${folder}/${path.posix.basename(folder)}.test.ts`);
}

function hasLogic(file: string): boolean {
  return /\b(function|=>|class)\b|=>/.test(readFileSync(path.join(root, file), "utf8"));
}
