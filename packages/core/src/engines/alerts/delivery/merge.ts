import type { SingleEvent } from "../model/types.ts";

/**
 * What is left to tell of a key when both happened before anybody heard of the first; undefined: nothing. What came and
 * went is no news, except where it was critical.
 */
export function mergeEvents(first: SingleEvent | undefined, second: SingleEvent): SingleEvent | undefined {
  if (first === undefined) return second;
  if (second.type === "updated")
    return { type: first.type === "recovered" ? "updated" : first.type, alert: second.alert };
  if (second.type === "recovered" && first.type === "raised")
    return second.alert.severity === "critical" ? second : undefined;
  return second;
}

/** Adds an event to those that wait, by key, in the order of their first news. */
export function addWaiting(waiting: Map<string, SingleEvent>, event: SingleEvent): void {
  const merged = mergeEvents(waiting.get(event.alert.key), event);
  if (merged === undefined) waiting.delete(event.alert.key);
  else waiting.set(event.alert.key, merged);
}
