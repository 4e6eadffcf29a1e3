import type { StoredConfig } from "../../runtime/red.ts";
import { intervalOf } from "../shared/seconds.ts";

export interface TrafficConfig {
  readonly everyMs: number;
  /** Also watch the core's memory. */
  readonly memory: boolean;
}

/** Reads a stored node. Throws `FlowError` where the interval is no number of seconds. */
export function readTrafficConfig(config: StoredConfig): TrafficConfig {
  return { everyMs: intervalOf(config["every"], "5"), memory: config["memory"] !== false };
}
