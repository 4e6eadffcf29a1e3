import type { StoredConfig } from "../../runtime/red.ts";
import { choiceOf, countOf } from "../shared/seconds.ts";

export const connectionModes = ["changes", "updates", "snapshot"] as const;
/** What the core's socket is shared at, in seconds. */
export const connectionIntervals = ["1", "2", "5", "10"] as const;

export interface ConnectionsConfig {
  /** Opened and closed; these and the open ones that moved bytes; or all open ones each time. */
  readonly mode: (typeof connectionModes)[number];
  readonly everyMs: number;
  /** Rows per message at most; the others are counted. A row is about 400 bytes. */
  readonly limit: number;
}

/** Reads a stored node. Throws `FlowError` with the setting that is not usable. */
export function readConnectionsConfig(stored: StoredConfig): ConnectionsConfig {
  return {
    mode: choiceOf(stored["mode"], connectionModes, "changes"),
    everyMs: Number(choiceOf(stored["every"], connectionIntervals, "2")) * 1000,
    limit: countOf(stored["limit"], "100", 2000),
  };
}
