import type { ControllerError } from "../client/errors.ts";
import type { Config } from "../schemas/config.ts";
import type { ProxyProvider, RuleProvider } from "../schemas/provider.ts";
import type { Rule } from "../schemas/rule.ts";
import type { Subscription } from "../streams/types.ts";

/** What can be watched. Nobody's interest in a part means no request for it. */
export const parts = [
  "reachability",
  "version",
  "settings",
  "groups",
  "nodes",
  "providers",
  "rule-providers",
  "rules",
  "traffic",
  "memory",
  "connections",
] as const;
export type Part = (typeof parts)[number];

export type Reachability = "unknown" | "reachable" | "unreachable" | "unauthorized";

/** A group as people see it. */
export interface GroupView {
  readonly name: string;
  /** `Selector`, `URLTest`, `Fallback`, `LoadBalance`, or what a newer core sends. */
  readonly type: string;
  /** The member in use; absent for LoadBalance. */
  readonly now?: string;
  /** The pinned member of an automatic group; `""` when nothing is pinned. */
  readonly fixed?: string;
  /** Members in the group's own order, without duplicates. */
  readonly all: readonly string[];
  readonly hidden: boolean;
  readonly icon: string;
  /** The URL that decides this group's delays; `""` where the core's default applies. */
  readonly testUrl: string;
}

/** `info`: a subscription's pseudo-node such as "剩余流量：99 GB". `builtin`: DIRECT, REJECT and their kin. */
export type NodeKind = "node" | "info" | "group" | "builtin";

export interface NodeView {
  readonly name: string;
  readonly type: string;
  readonly kind: NodeKind;
  /** The latest test of any URL; true before any test. */
  readonly alive: boolean;
  /** Last delay in ms; null: the last test failed; absent: never tested. */
  readonly delay?: number | null;
  /** The same per test URL. What counts in a group is `delayFor(node, group)`. */
  readonly delays: ReadonlyMap<string, number | null>;
  /** When its latest test ended, of whichever URL, by the core's clock; Unix time in ms. Absent: never tested. */
  readonly testedAt?: number;
  readonly udp: boolean;
  /** Name of the proxy provider it comes from. */
  readonly provider?: string;
}

/** The live picture of one controller. Immutable: every change makes a new one that shares what did not change. */
export interface Snapshot {
  readonly reachability: Reachability;
  /** Why it is not reachable. */
  readonly error?: ControllerError;
  /** Since when it is not reachable, Unix time in ms; absent while it is, and before the first try. */
  readonly lostAt?: number;
  readonly version?: string;
  /** The mark of the core's present state, new with each start and each reload; absent on cores without one. */
  readonly life?: string;
  readonly mode?: string;
  readonly settings?: Config;
  /** In the config's order (`GLOBAL.all`), GLOBAL last. */
  readonly groups: readonly GroupView[];
  /** By name: nodes, groups and built-ins. */
  readonly nodes: ReadonlyMap<string, NodeView>;
  /** By name, without the core's `Compatible` ones. */
  readonly providers: ReadonlyMap<string, ProxyProvider>;
  readonly ruleProviders: ReadonlyMap<string, RuleProvider>;
  readonly rules: readonly Rule[];
  /** Bytes per second, and bytes since the core started (absent on old cores). */
  readonly traffic?: {
    readonly up: number;
    readonly down: number;
    readonly uploadTotal?: number;
    readonly downloadTotal?: number;
  };
  /** Resident memory of the core in bytes. */
  readonly memory?: number;
  readonly connections?: { readonly count: number; readonly uploadTotal: number; readonly downloadTotal: number };
}

/**
 * What changed. Closed: outlets and alerts map it exhaustively. A first reading is a change too (`was: undefined`, all groups
 * added); `core-back` also tells of the first contact.
 */
export type Change =
  | { readonly type: "core-lost"; readonly error: ControllerError }
  | { readonly type: "core-back" }
  | { readonly type: "core-restarted"; readonly version: string | undefined }
  | { readonly type: "version-changed"; readonly was: string | undefined; readonly now: string }
  | { readonly type: "mode-changed"; readonly was: string | undefined; readonly now: string }
  | { readonly type: "settings-changed"; readonly keys: readonly string[] }
  | { readonly type: "groups-changed"; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly type: "group-members-changed"; readonly group: string }
  | {
      readonly type: "group-selected";
      readonly group: string;
      readonly was: string | undefined;
      readonly now: string | undefined;
    }
  /** The chosen member vanished from the group and the core fell to another by itself. */
  | { readonly type: "selection-lost"; readonly group: string; readonly was: string; readonly now: string | undefined }
  | { readonly type: "pin-changed"; readonly group: string; readonly was: string; readonly now: string }
  | { readonly type: "nodes-changed"; readonly added: readonly string[]; readonly removed: readonly string[] }
  /** Every test that a group of this node decides by has failed. */
  | { readonly type: "node-died"; readonly node: string }
  | { readonly type: "node-revived"; readonly node: string; readonly delay: number | null }
  | { readonly type: "delays-changed"; readonly nodes: readonly string[] }
  | {
      readonly type: "nodes-renamed";
      readonly provider: string;
      readonly pairs: readonly { readonly was: string; readonly now: string }[];
    }
  /** `updatedAt` of its list before and now; `was` undefined: seen for the first time, `now` undefined: gone. */
  | {
      readonly type: "provider-updated";
      readonly provider: string;
      readonly was: string | undefined;
      readonly now: string | undefined;
    }
  /** It could not be read; told once until that works again. */
  | { readonly type: "provider-failed"; readonly provider: string; readonly error: ControllerError }
  | { readonly type: "rule-providers-changed" }
  | { readonly type: "rules-changed" }
  | { readonly type: "traffic-changed" }
  | { readonly type: "memory-changed" }
  | { readonly type: "connections-changed" };

export interface Interest {
  readonly parts: readonly Part[];
  /** How fresh it must be; the most impatient reader sets the pace. A person looking: 2,000–5,000; a bridge: 60,000. */
  readonly everyMs: number;
}

/** The one place that polls. It never tests a node. */
export interface Observer {
  /** As it is known now; the same object as long as nothing changed. */
  readonly snapshot: Snapshot;
  /**
   * What changes in these parts from the first `next()` on, until break, abort or dispose; whether the core is there is
   * told to every reader. Parts that were not read lately are read at once, others are in the snapshot already.
   * `traffic-changed` and its kin come at most once per `everyMs`. Throws `invalid-input`, and `busy` for a reader that is
   * thousands of changes behind.
   */
  watch(interest: Interest, options?: { readonly signal?: AbortSignal }): Subscription<Change>;
  /**
   * Reads the parts now, by a reading that starts after the call; concurrent calls share one. With `maxAgeMs` a reading of
   * this contact and this life of the core that began so short a time ago will do. Of what the core sends by itself
   * (traffic, memory, connections) it waits a moment for the next frame. Throws `ControllerError` when the core cannot be
   * read, `aborted` for this caller alone.
   */
  refresh(
    parts: readonly Part[],
    options?: { readonly signal?: AbortSignal; readonly maxAgeMs?: number },
  ): Promise<Snapshot>;
  /** Whether the core knows a proxy of that name now, by the smallest question there is. Throws `ControllerError`. */
  exists(proxy: string, options?: { readonly signal?: AbortSignal }): Promise<boolean>;
}
