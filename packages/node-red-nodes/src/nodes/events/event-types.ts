import type { Change, Part } from "@pointsman/core";

/** What ticks all the time is for other nodes. */
type Noise = "traffic-changed" | "memory-changed" | "connections-changed" | "delays-changed";
export type EventType = Exclude<Change["type"], Noise>;

/** Every event that can be ticked, with what must be read to notice it. Whether the core is there is told to all. */
const eventParts = {
  "core-lost": [],
  "core-back": [],
  "core-restarted": [],
  "version-changed": ["version"],
  "mode-changed": ["settings"],
  "settings-changed": ["settings"],
  "group-selected": ["groups"],
  "selection-lost": ["groups"],
  "pin-changed": ["groups"],
  "groups-changed": ["groups"],
  "group-members-changed": ["groups"],
  "nodes-changed": ["nodes"],
  "node-died": ["groups", "nodes"],
  "node-revived": ["groups", "nodes"],
  "nodes-renamed": ["nodes"],
  "provider-updated": ["providers"],
  "provider-failed": ["providers"],
  "rule-providers-changed": ["rule-providers"],
  "rules-changed": ["rules"],
} as const satisfies Readonly<Record<EventType, readonly Part[]>>;

export const eventTypes = Object.keys(eventParts) as EventType[];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventParts, type);
}

/** The parts to watch for these events; `reachability` alone where nothing has to be read. */
export function partsOf(types: readonly EventType[]): Part[] {
  return [...new Set<Part>(["reachability", ...types.flatMap((type) => eventParts[type])])];
}
