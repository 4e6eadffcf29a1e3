import type { Controller } from "@pointsman/core";
import type { DiscoveryOptions } from "../homeassistant/discovery.ts";
import type { MemoryOfHouse } from "../memory/house-memory.ts";
import type { RetainedMemory } from "../memory/retained-memory.ts";
import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { PinnedGroups } from "../names/group-identities.ts";
import type { EventWords } from "../state/events.ts";
import type { WantedRules } from "../house/rules.ts";
import type { BridgeTimings } from "../timings.ts";

type LinkTimings = Pick<
  BridgeTimings,
  | "pollMs"
  | "offerAllMs"
  | "settleMs"
  | "apartMs"
  | "startGraceMs"
  | "restartGraceMs"
  | "optionsMs"
  | "lostMs"
  | "steadyMs"
  | "pace"
>;

export interface ControllerLinkOptions extends LinkTimings {
  readonly controller: Controller;
  readonly topics: ControllerTopics;
  /** Undefined: no Home Assistant discovery. */
  readonly discovery: DiscoveryOptions | undefined;
  readonly publish: (messages: readonly Message[]) => void;
  /** Whether a person took a discovery topic away. */
  readonly isWithdrawn: (topic: string) => boolean;
  /** Whether the broker is there. */
  readonly isConnected: () => boolean;
  readonly rules: WantedRules;
  /** Most devices whose usage is shown. */
  readonly maxDevices: number;
  /** Nodes that a select has before others where it cannot have all: patterns, or beginnings of names. */
  readonly favourites: readonly string[];
  readonly pinnedGroups?: PinnedGroups;
  /** Names of nodes that have entities of their own. */
  readonly wantedNodes?: readonly string[];
  /** Language and time zone of what events tell. */
  readonly words: EventWords;
  /** For the log. */
  readonly warn: (sentence: string) => void;
  /** What this installation retains on the broker. */
  readonly memory: RetainedMemory;
  /** What outlives the process beside that; default: nothing. */
  readonly kept?: MemoryOfHouse;
}
