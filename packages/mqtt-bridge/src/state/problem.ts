import type { Alert } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { type EventWords, textOf } from "./events.ts";

/** Attributes stay far below what a recorder drops. */
const maxShown = 10;
const maxTextLength = 300;
/** Of the whole state; three bytes make a Chinese character. */
const maxBytes = 8192;

/** Whether something is wrong now, and what: alerts that are open and more than a hint. Mute and acknowledgement do not mend it. */
export function problemState(
  topics: ControllerTopics,
  alerts: readonly Alert[],
  controller: string,
  words: EventWords,
): Message {
  const open = alerts.filter(
    (alert) => alert.controller === controller && alert.state === "open" && alert.severity !== "info",
  );
  const payload = {
    problem: open.length > 0 ? "ON" : "OFF",
    count: open.length,
    severity: open.some(({ severity }) => severity === "critical") ? "critical" : open.length > 0 ? "warning" : null,
    problems: open.slice(0, maxShown).map((alert) => ({
      key: alert.key,
      kind: alert.kind.replaceAll("-", "_"),
      since: new Date(alert.since).toISOString(),
      text: [...textOf(alert, words)].slice(0, maxTextLength).join(""),
    })),
  };
  while (Buffer.byteLength(JSON.stringify(payload)) > maxBytes) payload.problems.pop();
  return retained(topics.problem, JSON.stringify(payload));
}
