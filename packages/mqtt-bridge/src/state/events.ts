import {
  type Alert,
  type AlertEvent,
  type AlertKind,
  alertText,
  alertTitle,
  type Change,
  type Language,
  type SingleEvent,
} from "@pointsman/core";
import type { Answer } from "../commands/envelope.ts";
import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";

/** Whether an alert of this kind is a condition, which ends, or something that happens and is over at once. */
const ends = {
  "core-lost": true,
  "core-restarted": false,
  "core-updated": false,
  "secret-refused": true,
  "node-dead": true,
  "group-dead": true,
  "latency-high": true,
  "memory-high": true,
  "connections-many": true,
  "choices-changed": false,
  "provider-failed": true,
  "provider-used": true,
  "provider-expires": true,
  "provider-runs-out": true,
  "selection-lost": true,
  "selection-followed": false,
  "nodes-renamed": false,
  "rule-provider-stale": true,
  "log-errors": true,
  "mode-changed": false,
  "settings-changed": false,
  "new-device": false,
  "device-spike": true,
  "device-quota": true,
  "device-quota-runs-out": true,
  "ledger-trouble": true,
} as const satisfies Record<AlertKind, boolean>;

/** What happens in a house every day, apart from alerts. */
const dailyTypes = ["group_changed", "provider_updated", "command_failed"] as const;

const typeOf = (kind: AlertKind, isOver = false): string => `${kind.replaceAll("-", "_")}${isOver ? "_over" : ""}`;

/** Every `event_type` that can come: Home Assistant refuses one that was not announced. */
export const eventTypes: readonly string[] = [
  ...(Object.keys(ends) as AlertKind[]).flatMap((kind) =>
    ends[kind] ? [typeOf(kind), typeOf(kind, true)] : [typeOf(kind)],
  ),
  ...dailyTypes,
];

/** One thing that happened, as it goes to `<base>/<id>/event`. */
export interface HouseEvent {
  readonly event_type: string;
  /** One sentence for people. */
  readonly text: string;
  readonly [more: string]: unknown;
}

export interface EventWords {
  readonly language: Language;
  /** IANA name, for days; default: the system's. */
  readonly timeZone?: string | undefined;
}

/** Not retained: Home Assistant ignores an event that was replayed. */
export function eventMessage(topics: ControllerTopics, event: HouseEvent): Message {
  return { topic: topics.event, payload: JSON.stringify(event), retain: false, qos: 1 };
}

/** What of an alert's news this controller's subscribers are told. New figures of a known alert are no news here. */
export function eventsOfAlerts(event: AlertEvent, controller: string, words: EventWords): HouseEvent[] {
  const singles = event.type === "digest" ? event.events : [event];
  return singles
    .filter(({ type, alert }) => type !== "updated" && alert.controller === controller)
    .map((single) => alertEvent(single, words));
}

function alertEvent({ alert }: SingleEvent, { language, timeZone }: EventWords): HouseEvent {
  return {
    event_type: typeOf(alert.kind, alert.state === "recovered"),
    title: alertTitle(alert.kind, language),
    text: textOf(alert, { language, timeZone }),
    severity: alert.severity,
    key: alert.key,
    since: new Date(alert.since).toISOString(),
    ...(alert.until === undefined ? {} : { until: new Date(alert.until).toISOString() }),
    data: alert.data,
  };
}

export function textOf(alert: Alert, { language, timeZone }: EventWords): string {
  return alertText(alert, language, timeZone === undefined ? {} : { timeZone });
}

/** What of the core's changes is an event. Where nobody keeps watch, the plainest alerts come from here, too. */
export function eventOfChange(change: Change, isWatched: boolean): HouseEvent | undefined {
  switch (change.type) {
    case "group-selected":
      // A first reading is no choice.
      if (change.was === undefined) return undefined;
      return {
        event_type: "group_changed",
        text: `${change.group}: ${change.was} → ${change.now ?? "–"}`,
        group: change.group,
        was: change.was,
        now: change.now ?? null,
      };
    case "provider-updated":
      if (change.was === undefined || change.now === undefined) return undefined;
      return { event_type: "provider_updated", text: change.provider, provider: change.provider };
    case "core-lost":
      return isWatched ? undefined : { event_type: "core_lost", text: change.error.message, code: change.error.code };
    case "core-restarted":
      return isWatched
        ? undefined
        : { event_type: "core_restarted", text: change.version ?? "–", version: change.version ?? null };
    case "mode-changed":
      if (isWatched || change.was === undefined) return undefined;
      return {
        event_type: "mode_changed",
        text: `${change.was} → ${change.now}`,
        was: change.was,
        now: change.now,
      };
    default:
      return undefined;
  }
}

/** Somebody sent a command that failed, and may not read the answers. */
export function eventOfFailure({ verb, error }: Answer): HouseEvent {
  return { event_type: "command_failed", text: error?.message ?? verb, verb, code: error?.code ?? null };
}
