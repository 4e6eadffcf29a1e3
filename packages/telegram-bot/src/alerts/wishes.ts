import type { Alert, AlertKind, Severity } from "@pointsman/core";
import { type AlertFamily, type AlertWishes, alertSeverities, type ChatSettings } from "../state/settings.ts";
import { isQuiet } from "../state/quiet.ts";

/** What people tell apart when they say what they want to hear of. */
const familyOf = {
  "core-lost": "core",
  "core-restarted": "core",
  "secret-refused": "core",
  "node-dead": "nodes",
  "group-dead": "nodes",
  "latency-high": "nodes",
  "selection-lost": "choices",
  "selection-followed": "choices",
  "nodes-renamed": "choices",
  "provider-failed": "providers",
  "provider-used": "providers",
  "provider-expires": "providers",
  "provider-runs-out": "providers",
  "rule-provider-stale": "providers",
  "new-device": "devices",
  "device-spike": "devices",
  "device-quota": "devices",
  "device-quota-runs-out": "devices",
  "mode-changed": "changes",
  "settings-changed": "changes",
  "log-errors": "trouble",
  "ledger-trouble": "trouble",
} as const satisfies Record<AlertKind, AlertFamily>;

/** How an alert reaches a chat. `later`: the chat is muted now. */
export type Reach = "loud" | "silent" | "later" | "never";

/** Whether nothing at all is told to the chat now. */
export function isMuted({ mutedUntil }: AlertWishes, now: number): boolean {
  return mutedUntil !== undefined && mutedUntil > now;
}

function isAtLeast(severity: Severity, from: Severity): boolean {
  return alertSeverities.indexOf(severity) >= alertSeverities.indexOf(from);
}

/** How this chat wants to hear of it. In its quiet hours only what is critical makes a sound. */
export function reachOf(
  { kind, severity }: Pick<Alert, "kind" | "severity">,
  { alerts, sound }: Pick<ChatSettings, "alerts" | "sound">,
  now: number,
  timeZone: string | undefined,
): Reach {
  const wish = alerts.families[familyOf[kind]] ?? "on";
  if (wish === "off" || !isAtLeast(severity, alerts.from)) return "never";
  if (isMuted(alerts, now)) return "later";
  if (wish === "silent" || sound === "silent" || severity === "info") return "silent";
  return severity !== "critical" && isQuiet(alerts.quiet, now, timeZone) ? "silent" : "loud";
}

/** How this chat hears of a family. */
export function wishOf({ families }: AlertWishes, family: AlertFamily): "on" | "silent" | "off" {
  return families[family] ?? "on";
}
