import { FlowError } from "../../runtime/flow-error.ts";
import type { StoredConfig } from "../../runtime/red.ts";
import { settingOf } from "../../runtime/stored-values.ts";

/** The newest form of a stored traffic node. */
export const trafficSchema = 1;

/** Frames come once a second; a day is longer than anybody waits for a rate. */
const minSeconds = 1;
const maxSeconds = 86_400;

export interface TrafficConfig {
  readonly everyMs: number;
  /** Also watch the core's memory. */
  readonly memory: boolean;
}

/** Reads a stored node. Throws `FlowError` where the interval is no number of seconds. */
export function readTrafficConfig(config: StoredConfig): TrafficConfig {
  const text = settingOf(config["every"]) || "5";
  const seconds = Number(text);
  if (!(seconds >= minSeconds && seconds <= maxSeconds)) {
    throw new FlowError(
      "invalid-input",
      `The interval must be between ${minSeconds} and ${maxSeconds} seconds, not ${JSON.stringify(text)}.`,
    );
  }
  return { everyMs: Math.round(seconds * 1000), memory: config["memory"] !== false };
}
