import { readAppConfig } from "../config/app.ts";
import { exitCodes } from "../exit.ts";
import type { Command } from "./command.ts";

/** Looks for mistakes in the config, without touching a core or a server. */
export const check: Command = async (context) => {
  const { file, config } = readAppConfig(context);
  const outlets = (["telegram", "mqtt"] as const).filter((key) => config[key] !== undefined);
  await context.console.document({ config: file, controllers: Object.keys(config.controllers), outlets });
  return exitCodes.done;
};
