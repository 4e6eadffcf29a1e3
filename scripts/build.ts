import { existsSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { packageFolders, root, run, runSteps, toolStep } from "./tools.ts";

// Types and JavaScript by the compiler; then what a package's own build script makes (bundles, editor files).
const clean = process.argv.includes("--clean");

const failed = await runSteps([
  ...(clean ? [{ name: "clean", run: removeDist }] : []),
  toolStep("compile", "tsc", ["-b", ...packageFolders.map((folder) => `packages/${folder}/tsconfig.build.json`)]),
  { name: "copy assets", run: copyAssets },
  ...packageFolders
    .filter(hasBuildScript)
    .map((folder) => ({ name: `bundle ${folder}`, run: () => runBuildScript(folder) })),
]);
process.exitCode = failed.length === 0 ? 0 : 1;

async function removeDist(): Promise<boolean> {
  await Promise.all(
    packageFolders.map((folder) => rm(path.join(root, "packages", folder, "dist"), { recursive: true, force: true })),
  );
  return true;
}

/** The compiler copies nothing: pages, styles and scenario files go to dist as they are. */
async function copyAssets(): Promise<boolean> {
  for (const folder of ["simulator", "demo"]) {
    const from = path.join(root, "packages", folder, "src");
    const to = path.join(root, "packages", folder, "dist");
    await cp(from, to, { recursive: true, filter: (source) => !source.endsWith(".ts") });
  }
  return true;
}

function buildScript(folder: string): string {
  return path.join(root, "packages", folder, "scripts", "build.ts");
}

function hasBuildScript(folder: string): boolean {
  return existsSync(buildScript(folder));
}

async function runBuildScript(folder: string): Promise<boolean> {
  return (await run(process.execPath, ["--conditions=@pointsman/source", buildScript(folder)])).code === 0;
}
