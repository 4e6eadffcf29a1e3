import { alertsConfig } from "@pointsman/core/alerts";
import { coreConfigShape, loadConfig } from "@pointsman/core/config";
import { mqttConfig } from "@pointsman/mqtt-bridge/config";
import { telegramConfig } from "@pointsman/telegram-bot/config";
import { z } from "zod";
import type { CommandContext } from "../commands/command.ts";
import { crossReferences } from "./cross-references.ts";
import { httpConfig } from "./http.ts";
import { configFile } from "./state.ts";

/** The whole config file: core's keys and those of every outlet that the app can run. */
export const appConfig = z
  .strictObject({
    ...coreConfigShape,
    telegram: telegramConfig.exactOptional(),
    mqtt: mqttConfig.exactOptional(),
    http: httpConfig.exactOptional(),
    alerts: alertsConfig.prefault({}),
  })
  // Also where other keys are wrong: every mistake is told at once.
  .superRefine(crossReferences, { when: () => true });
export type AppConfig = z.output<typeof appConfig>;

/** Reads the config that the command line names. @throws ConfigError with every mistake at once. */
export function readAppConfig({ flags, environment }: Pick<CommandContext, "flags" | "environment">): {
  readonly file: string;
  readonly config: AppConfig;
} {
  const file = configFile({ flags, environment });
  return { file, config: loadConfig({ file, schema: appConfig, environment }) };
}
