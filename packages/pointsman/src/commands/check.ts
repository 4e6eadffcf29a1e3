import { readAppConfig } from "../config/app.ts";
import { startsOf } from "../config/starts.ts";
import { exitCodes } from "../exit.ts";
import type { Command } from "./command.ts";

/** Looks for mistakes in the config, without touching a core or a server, and tells what it would start. */
export const check: Command = async (context) => {
  const { file, config } = readAppConfig(context);
  await context.console.document({ config: file, ...startsOf(config) });
  return exitCodes.done;
};
