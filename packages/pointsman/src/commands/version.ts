import { exitCodes } from "../exit.ts";
import { ownVersion } from "../own-version.ts";
import type { Command } from "./command.ts";

/** Prints the version of Pointsman. */
export const version: Command = async ({ console }) => {
  await console.line(ownVersion());
  return exitCodes.done;
};
