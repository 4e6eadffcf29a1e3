import type { AlertKind, NoticeKind, Severity } from "./types.ts";

export interface KindFacts<Style extends "condition" | "notice" = "condition" | "notice"> {
  readonly severity: Severity;
  /** `condition`: true until it is over. `notice`: happened. */
  readonly style: Style;
  /** How long a condition must hold before it is told, in ms. */
  readonly holdMs: number;
}

const condition = (severity: Severity, holdMs = 0): KindFacts<"condition"> => ({
  severity,
  style: "condition",
  holdMs,
});
const notice = (severity: Severity): KindFacts<"notice"> => ({ severity, style: "notice", holdMs: 0 });

/** Long enough that a restart is no outage. */
const outageMs = 5000;
/** Long enough for a second test to disagree. */
const deadMs = 20_000;
/** Long enough that a peak is none. */
const loadMs = 60_000;
/** Long enough that following can put it right and report. */
const followMs = 15_000;

/** What the engine knows of each kind. */
export const kinds: {
  readonly [Kind in AlertKind]: KindFacts<Kind extends NoticeKind ? "notice" : "condition">;
} = {
  "core-lost": condition("critical", outageMs),
  "core-restarted": notice("info"),
  "core-updated": notice("info"),
  "secret-refused": condition("critical", outageMs),
  "node-dead": condition("warning", deadMs),
  "group-dead": condition("critical", deadMs),
  "latency-high": condition("info"),
  "memory-high": condition("warning", loadMs),
  "connections-many": condition("warning", loadMs),
  "choices-changed": notice("info"),
  "provider-failed": condition("warning", deadMs),
  "provider-used": condition("warning"),
  "provider-expires": condition("warning"),
  "provider-runs-out": condition("info"),
  "selection-lost": condition("warning", followMs),
  "selection-followed": notice("info"),
  "nodes-renamed": notice("info"),
  "rule-provider-stale": condition("info"),
  "log-errors": condition("warning"),
  "mode-changed": notice("warning"),
  "settings-changed": notice("info"),
  "new-device": notice("info"),
  "device-spike": condition("warning"),
  "device-quota": condition("warning"),
  "device-quota-runs-out": condition("info"),
  "ledger-trouble": condition("warning"),
};
