import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageFolders, root, run, tool } from "./tools.ts";

// Packs what would be published, installs the tarballs into an empty project and uses them on the oldest Node.js each promises.
const floors = [
  {
    version: "22.9.0",
    uses: ["@pointsman/core", "@pointsman/telegram-bot", "@pointsman/mqtt-bridge", "@pointsman/simulator"],
  },
  {
    version: "22.13.0",
    uses: ["@pointsman/core", "@pointsman/telegram-bot", "@pointsman/mqtt-bridge", "@pointsman/simulator", "pointsman"],
  },
] as const;

/** What a user of the packages would write first. */
const usage = `
import { createClient } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
const simulator = await startSimulator({ scenario: "home", secret: "s" });
const client = createClient({ url: simulator.url, secret: "s" });
const { version } = await client.version.get();
await client[Symbol.asyncDispose]?.();
await simulator.stop();
process.exit(typeof version === "string" ? 0 : 4);
`;

const platform = process.platform === "win32" ? "win" : process.platform;
const tarballs = path.join(root, ".cache", "tarballs");
let passed = 0;
let failed = 0;

const project = await mkdtemp(path.join(tmpdir(), "pointsman-smoke-"));
try {
  const files = await pack();
  await install(files);
  for (const floor of floors) await useOn(floor.version, floor.uses);
} finally {
  await rm(project, { recursive: true, force: true });
}
await writeFile(path.join(root, ".cache", "smoke-report.json"), JSON.stringify({ passed, failed }));
console.log(`tarballs: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function tell(name: string, ok: boolean): void {
  console.log(`${ok ? "✓" : "✗"} ${name}`);
  if (ok) passed += 1;
  else failed += 1;
}

/** Packs every public package and looks at each tarball with publint and attw. */
async function pack(): Promise<string[]> {
  await rm(tarballs, { recursive: true, force: true });
  await mkdir(tarballs, { recursive: true });
  for (const folder of packageFolders) {
    const directory = path.join(root, "packages", folder);
    const manifest = JSON.parse(await readFile(path.join(directory, "package.json"), "utf8")) as {
      name: string;
      private?: boolean;
    };
    if (manifest.private === true) continue;
    const { packageManager } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
      packageManager: string;
    };
    await cp(path.join(root, "LICENSE"), path.join(directory, "LICENSE"));
    const { code } = await run("npx", ["--yes", packageManager, "pack", "--pack-destination", tarballs], {
      cwd: directory,
      capture: true,
    });
    await rm(path.join(directory, "LICENSE"));
    tell(`pack ${manifest.name}`, code === 0);
  }
  const files = (await readdir(tarballs)).map((file) => path.join(tarballs, file));
  for (const file of files) {
    const name = path.basename(file);
    tell(`publint ${name}`, (await run(tool("publint"), ["run", file, "--strict"], { capture: true })).code === 0);
    // Node-RED loads its nodes by file, so that package exports no types.
    if (name.includes("node-red-nodes")) continue;
    const attw = await run(tool("attw"), [file, "--profile", "esm-only", "--format", "ascii", "--no-color"], {
      capture: true,
    });
    if (attw.code !== 0) console.log(attw.stdout);
    tell(`attw ${name}`, attw.code === 0);
  }
  return files;
}

async function install(files: readonly string[]): Promise<void> {
  const dependencies: Record<string, string> = {};
  for (const file of files) {
    const { stdout } = await run("tar", ["-xzOf", file, "package/package.json"], { capture: true });
    dependencies[(JSON.parse(stdout) as { name: string }).name] = `file:${file}`;
  }
  for (const { version } of floors)
    dependencies[`floor-${version}`] = `npm:node-${platform}-${process.arch}@${version}`;
  await writeFile(
    path.join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies,
      overrides: Object.fromEntries(
        Object.keys(dependencies)
          .filter((name) => name.startsWith("@pointsman/"))
          .map((name) => [name, `$${name}`]),
      ),
    }),
  );
  const { code } = await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: project });
  tell("npm install of the tarballs in an empty project", code === 0);
}

/** Imports each package on one Node.js, and lets its client (or its command line) talk to the packed simulator. */
async function useOn(version: string, packages: readonly string[]): Promise<void> {
  const node = path.join(project, "node_modules", `floor-${version}`, "bin", "node");
  for (const name of packages.filter((name) => name !== "pointsman")) {
    const { code } = await run(
      node,
      [
        "--input-type=module",
        "-e",
        `const m = await import(${JSON.stringify(name)}); if (Object.keys(m).length === 0) process.exit(3);`,
      ],
      { cwd: project },
    );
    tell(`Node.js ${version} imports ${name}`, code === 0);
  }
  const script = path.join(project, `use-${version}.mjs`);
  await writeFile(script, usage);
  tell(`Node.js ${version}: the client reads the simulator`, (await run(node, [script], { cwd: project })).code === 0);
  if (!packages.includes("pointsman")) return;
  const cli = path.join(project, "node_modules", "pointsman", "dist", "cli.js");
  const { code, stdout } = await run(node, [cli, "endpoints", "--json"], { cwd: project, capture: true });
  tell(`Node.js ${version}: pointsman endpoints`, code === 0 && (JSON.parse(stdout) as unknown[]).length > 40);
}
