import { createRequire } from "node:module";
import { exitCodes } from "../exit.ts";
import type { Command } from "./command.ts";

/** Prints the version of Pointsman. */
export const version: Command = async ({ console }) => {
  // By its own name, which holds in the sources and in the bundle alike.
  const manifest = createRequire(import.meta.url)("pointsman/package.json") as { readonly version: string };
  await console.line(manifest.version);
  return exitCodes.done;
};
