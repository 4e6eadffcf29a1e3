import type { StoredConfig } from "../../runtime/red.ts";
import { intervalOf } from "../shared/seconds.ts";
import { type EventType, eventTypes, isEventType } from "./event-types.ts";

export interface EventsConfig {
  readonly events: readonly EventType[];
  /** How fresh what is watched must be. */
  readonly everyMs: number;
}

/** Reads a stored node: nothing ticked means all. Events of another version are left out. Throws `FlowError`. */
export function readEventsConfig(stored: StoredConfig): EventsConfig {
  const ticked = storedEvents(stored["events"]);
  return {
    events: ticked.length === 0 ? eventTypes : ticked.filter(isEventType),
    everyMs: intervalOf(stored["every"], "10"),
  };
}

/** The ticked events as they are stored, those of other versions included. */
export function storedEvents(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((type) => typeof type === "string") : [];
}
