import type { Change, Part } from "@pointsman/core";
/** What ticks all the time is for other nodes. */
type Noise = "traffic-changed" | "memory-changed" | "connections-changed" | "delays-changed";
export type EventType = Exclude<Change["type"], Noise>;
export declare const eventTypes: EventType[];
export declare function isEventType(type: string): type is EventType;
/** The parts to watch for these events; `reachability` alone where nothing has to be read. */
export declare function partsOf(types: readonly EventType[]): Part[];
export {};
//# sourceMappingURL=event-types.d.ts.map