import type { StoredConfig } from "../../runtime/red.ts";
import { settingOf } from "../../runtime/stored-values.ts";
import { choiceOf, intervalOf } from "../shared/seconds.ts";

/** Of the sentences. */
export const alertLanguages = ["en", "zh"] as const;

export interface AlertsConfig {
  readonly everyMs: number;
  readonly language: (typeof alertLanguages)[number];
  /** The app's controller whose alerts are asked for; `""` where it has only one. */
  readonly from: string;
}

/** Reads a stored node. Throws `FlowError` with the setting that is not usable. */
export function readAlertsConfig(stored: StoredConfig): AlertsConfig {
  return {
    everyMs: intervalOf(stored["every"], "30"),
    language: choiceOf(stored["language"], alertLanguages, "en"),
    from: settingOf(stored["from"]),
  };
}
