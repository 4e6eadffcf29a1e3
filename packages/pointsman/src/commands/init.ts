import { commandLineActor } from "../actor.ts";
import { configFile } from "../config/state.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { runInit } from "../init/init.ts";
import { openPrompter } from "../init/prompter.ts";
import { appTexts } from "../locales/index.ts";
import { usualPlaces } from "../probe/find-cores.ts";
import type { Command } from "./command.ts";

/** Asks three questions, writes the config, and offers the first switch. */
export const init: Command = async (context) => {
  const { words, flags, environment, signal } = context;
  if (words.length > 0) throw new UsageError("init takes no words; --config FILE names the file to write");
  const apiRoot = flags["api-root"]?.replace(/\/+$/, "");
  if (apiRoot !== undefined && !/^https?:\/\/./.test(apiRoot))
    throw new UsageError("--api-root must be an address such as http://127.0.0.1:8081");
  const texts = appTexts(environment).init;
  using prompter = openPrompter({ input: process.stdin, output: process.stdout, signal, texts });
  const named = flags.controller ?? environment["POINTSMAN_CONTROLLER"];
  await runInit({
    prompter,
    texts,
    file: configFile(context),
    shownFile: flags.config ?? environment["POINTSMAN_CONFIG"] ?? "pointsman.yaml",
    places: named?.includes(":") ? [named] : usualPlaces(),
    ...(apiRoot === undefined ? {} : { apiRoot }),
    actor: commandLineActor(),
  });
  return exitCodes.done;
};
