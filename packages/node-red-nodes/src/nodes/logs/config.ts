import type { LogLevel } from "@pointsman/core";
import type { StoredConfig } from "../../runtime/red.ts";
import { settingOf } from "../../runtime/stored-values.ts";
import { choiceOf, countOf } from "../shared/seconds.ts";

/** Worst last: each level has those behind it as well. */
export const logLevels = ["debug", "info", "warning", "error"] as const satisfies readonly LogLevel[];
export const logModes = ["each", "list"] as const;

export interface LogsConfig {
  readonly level: LogLevel;
  /** In lower case; `""`: every line. */
  readonly include: string;
  /** In lower case; `""`: none. */
  readonly exclude: string;
  /** A message per line, or one per second with a list. */
  readonly mode: (typeof logModes)[number];
  /** Lines per second at most; the others are counted. */
  readonly limit: number;
}

/** Reads a stored node. Throws `FlowError` with the setting that is not usable. */
export function readLogsConfig(stored: StoredConfig): LogsConfig {
  return {
    level: choiceOf(stored["level"], logLevels, "warning"),
    include: settingOf(stored["include"]).toLowerCase(),
    exclude: settingOf(stored["exclude"]).toLowerCase(),
    mode: choiceOf(stored["mode"], logModes, "each"),
    limit: countOf(stored["limit"], "20", 10_000),
  };
}
