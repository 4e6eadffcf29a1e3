import type { StoredConfig } from "../../runtime/red.ts";
import { type EventType } from "./event-types.ts";
export interface EventsConfig {
    readonly events: readonly EventType[];
    /** How fresh what is watched must be. */
    readonly everyMs: number;
}
/** Reads a stored node: nothing ticked means all. Events of another version are left out. Throws `FlowError`. */
export declare function readEventsConfig(stored: StoredConfig): EventsConfig;
/** The ticked events as they are stored, those of other versions included. */
export declare function storedEvents(stored: unknown): string[];
//# sourceMappingURL=config.d.ts.map