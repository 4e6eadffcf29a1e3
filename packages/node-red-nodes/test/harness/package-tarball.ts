import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { buildNodes } from "../../scripts/build.ts";

const run = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What npm would publish. */
export interface PackageTarball {
  readonly file: string;
  readonly bytes: number;
  readonly files: readonly string[];
  remove(): void;
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Builds the package beside the checkout (so that nobody's `dist` is disturbed) and packs it. */
export async function packNodes(): Promise<PackageTarball> {
  const folder = makeTemporaryFolder("node-red-pack");
  const staging = path.join(folder.path, "package");
  mkdirSync(staging);
  await buildNodes(path.join(staging, "dist"));
  // As a release does it: the license of the whole stands in each package.
  cpSync(path.join(root, "../../LICENSE"), path.join(staging, "LICENSE"));
  for (const name of ["package.json", "README.md", "examples"]) {
    if (existsSync(path.join(root, name))) cpSync(path.join(root, name), path.join(staging, name), { recursive: true });
  }
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--offline"], { cwd: staging });
  const [report] = JSON.parse(stdout) as readonly PackReport[];
  if (report === undefined) throw new Error("npm pack said nothing.");
  return {
    file: path.join(staging, report.filename),
    bytes: report.size,
    files: report.files.map((each) => each.path),
    remove: () => folder.remove(),
  };
}

/** Installs the tarball into a Node-RED user directory, as a user's `npm install` does; nothing is downloaded. */
export async function installTarball(tarball: PackageTarball, userDir: string): Promise<void> {
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball.file], {
    cwd: userDir,
  });
}
