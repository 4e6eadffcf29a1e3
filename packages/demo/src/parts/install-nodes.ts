import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const packageName = "@pointsman/node-red-nodes";

/** Puts our nodes into a Node-RED user folder as an installation would: built from their sources where those are in reach. */
export async function installNodes(userFolder: string): Promise<void> {
  const source = path.dirname(fileURLToPath(import.meta.resolve(`${packageName}/package.json`)));
  const target = path.join(userFolder, "node_modules", packageName);
  await mkdir(target, { recursive: true });
  await cp(path.join(source, "package.json"), path.join(target, "package.json"));
  const build = await loadBuild();
  // Always anew and into the throw-away folder: never stale, and two demos do not disturb each other.
  if (build !== undefined) await build(path.join(target, "dist"));
  else await cp(path.join(source, "dist"), path.join(target, "dist"), { recursive: true });
}

/** Undefined where the package stands alone, without the sources it is built from. */
async function loadBuild(): Promise<((out: string) => Promise<string>) | undefined> {
  try {
    return (await import("@pointsman/node-red-nodes/build")).buildNodes;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}
