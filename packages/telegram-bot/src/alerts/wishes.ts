import type { Alert, AlertKind, Severity } from "@pointsman/core";
import { type AlertFamily, type AlertWishes, alertSeverities, type ChatSettings } from "../state/settings.ts";
import { isQuiet } from "../state/quiet.ts";

/** What people tell apart when they say what they want to hear of. */
const familyOf = {
  "core-lost": "core",
  "core-restarted": "core",
  "core-updated": "core",
  "secret-refused": "core",
  "memory-high": "core",
  "connections-many": "core",
  "choices-changed": "choices",
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

/** How a chat hears of what it hears of. */
export type Wish = "on" | "silent" | "off";

/** Whether nothing at all is told to the chat now. */
export function isMuted({ mutedUntil }: AlertWishes, now: number): boolean {
  return mutedUntil !== undefined && mutedUntil > now;
}

function isAtLeast(severity: Severity, from: Severity): boolean {
  return alertSeverities.indexOf(severity) >= alertSeverities.indexOf(from);
}

/** How this chat wants to hear of it. In its quiet hours only what is critical makes a sound. */
export function reachOf(
  { kind, severity, controller }: Pick<Alert, "kind" | "severity" | "controller">,
  { alerts, sound }: Pick<ChatSettings, "alerts" | "sound">,
  now: number,
  timeZone: string | undefined,
): Reach {
  const wish = wishOf(alerts, familyOf[kind], controller);
  if (wish === "off" || !isAtLeast(severity, alerts.from)) return "never";
  if (isMuted(alerts, now)) return "later";
  if (wish === "silent" || sound === "silent" || severity === "info") return "silent";
  return severity !== "critical" && isQuiet(alerts.quiet, now, timeZone) ? "silent" : "loud";
}

/** How an alert would reach this chat now that is neither critical nor of a kind that it wishes otherwise. */
export function reachNow(
  { alerts, sound }: Pick<ChatSettings, "alerts" | "sound">,
  now: number,
  timeZone: string | undefined,
): Exclude<Reach, "never"> {
  if (isMuted(alerts, now)) return "later";
  return sound === "silent" || isQuiet(alerts.quiet, now, timeZone) ? "silent" : "loud";
}

/** How this chat hears of a family at that controller; null: of the app itself, or of every controller. */
export function wishOf(
  { families, controllers }: Pick<AlertWishes, "families" | "controllers">,
  family: AlertFamily,
  controller: string | null,
): Wish {
  return ownWish(controllers, family, controller) ?? families[family] ?? "on";
}

/** What was said for that controller alone. */
export function ownWish(
  controllers: AlertWishes["controllers"],
  family: AlertFamily,
  controller: string | null,
): Wish | undefined {
  if (controller === null || !Object.hasOwn(controllers, controller)) return undefined;
  return controllers[controller]?.[family];
}
