import type { ErrorCode } from "../../../client/errors.ts";
import type { Subscription } from "../../../streams/types.ts";

/** `info` may wait, `warning` wants a look today, `critical` wakes people up. */
export const severities = ["info", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** What each kind of alert tells. Times are Unix times in ms, sizes bytes, delays ms. Closed: outlets map it exhaustively. */
export interface AlertData {
  /** Its end has the outage's length in `since` and `until`; `restarted`: it came back as a new process. */
  readonly "core-lost": { readonly reason: ErrorCode; readonly restarted: boolean };
  readonly "core-restarted": { readonly version?: string };
  /** The core is another program than it was; an upgrade through us is none. */
  readonly "core-updated": { readonly was: string; readonly now: string };
  readonly "secret-refused": Readonly<Record<never, never>>;
  /** The node that these groups use fails the groups' own test. */
  readonly "node-dead": { readonly node: string; readonly groups: readonly string[] };
  /** Every one of its `nodes` fails the group's own test. */
  readonly "group-dead": { readonly group: string; readonly nodes: number };
  /** The last `checks` tests of the node in use all took longer than `above`. */
  readonly "latency-high": {
    readonly group: string;
    readonly node: string;
    readonly delay: number;
    readonly above: number;
    readonly checks: number;
  };
  /** Bytes. */
  readonly "memory-high": { readonly memory: number; readonly above: number };
  readonly "connections-many": { readonly connections: number; readonly above: number };
  /** What automatic groups chose by themselves in the last `minutes`: how often, and what they use now. */
  readonly "choices-changed": {
    readonly minutes: number;
    readonly groups: readonly { readonly group: string; readonly times: number; readonly now?: string }[];
  };
  readonly "provider-failed": { readonly provider: string; readonly reason: string };
  /** `step`: the highest of the configured percentages that is reached. */
  readonly "provider-used": {
    readonly provider: string;
    readonly step: number;
    readonly used: number;
    readonly total: number;
  };
  /** `step`: the configured number of days that is reached; 0: it has expired. */
  readonly "provider-expires": { readonly provider: string; readonly step: number; readonly expiresAt: number };
  /** At the present pace nothing is left before `resetsAt`. */
  readonly "provider-runs-out": {
    readonly provider: string;
    readonly left: number;
    readonly runsOutAt: number;
    readonly resetsAt: number;
  };
  /** The chosen node is gone and the core fell to `now` by itself; `candidates` may be meant by it. */
  readonly "selection-lost": {
    readonly group: string;
    readonly was: string;
    readonly now?: string;
    readonly candidates: readonly string[];
  };
  /** One update: how many nodes kept their name, have a new one, are gone, and what was chosen again under its new name. */
  readonly "selection-followed": {
    readonly providers: readonly string[];
    readonly same: number;
    readonly renamed: number;
    readonly gone: number;
    readonly followed: readonly { readonly group: string; readonly was: string; readonly now: string }[];
  };
  readonly "nodes-renamed": {
    readonly provider: string;
    readonly pairs: readonly { readonly was: string; readonly now: string }[];
  };
  /** `updatedAt` null: it was never loaded. */
  readonly "rule-provider-stale": { readonly provider: string; readonly updatedAt: number | null };
  /** `lines` like this one in the last `minutes`; what varies from line to line is written as `…`. */
  readonly "log-errors": { readonly text: string; readonly lines: number; readonly minutes: number };
  readonly "mode-changed": { readonly was: string; readonly now: string };
  readonly "settings-changed": { readonly keys: readonly string[] };
  readonly "new-device": { readonly device: string; readonly name?: string };
  readonly "device-spike": {
    readonly device: string;
    readonly name?: string;
    readonly bytes: number;
    readonly minutes: number;
  };
  /** `step`: the highest of the configured percentages that is reached; 100: used up. */
  readonly "device-quota": {
    readonly quota: string;
    readonly device: string;
    readonly step: number;
    readonly used: number;
    readonly limit: number;
  };
  readonly "device-quota-runs-out": {
    readonly quota: string;
    readonly device: string;
    readonly runsOutAt: number;
    readonly resetsAt: number;
  };
  readonly "ledger-trouble": { readonly message: string };
}

export type AlertKind = keyof AlertData;

/** What happens and is over at once; every other kind is a condition, which ends. */
export type NoticeKind =
  | "core-restarted"
  | "core-updated"
  | "choices-changed"
  | "selection-followed"
  | "nodes-renamed"
  | "mode-changed"
  | "settings-changed"
  | "new-device";

/** `open`: true now. `recovered`: was true from `since` to `until`. `notice`: something happened, and there is nothing to wait for. */
export type AlertState = "open" | "recovered" | "notice";

export interface AlertOf<Kind extends AlertKind> {
  /** Stable over restarts: `home/node-dead/HK 01`. */
  readonly key: string;
  readonly kind: Kind;
  /** Id of the controller; null for what concerns the app itself. */
  readonly controller: string | null;
  readonly severity: Severity;
  readonly data: AlertData[Kind];
  readonly state: AlertState;
  /** When it became true, or happened first. */
  readonly since: number;
  /** When it was over. */
  readonly until?: number;
  /** How often it was seen: a restart each, an error line each, else each time that it became true. */
  readonly count: number;
  /** It comes and goes more often than people want to hear; nothing more is told until it calms down. */
  readonly flapping: boolean;
  readonly acknowledged: boolean;
  /** Nothing is told of it until then. */
  readonly mutedUntil?: number;
}

export type Alert = { readonly [Kind in AlertKind]: AlertOf<Kind> }[AlertKind];

/**
 * What an outlet tells. `raised`: news. `updated`: the same alert has other figures, to be written over the first message
 * without a sound. `recovered`: closes the original. `digest`: several at once, since they waited (`quiet-hours`, `away`:
 * this reader was) or came together (`many`).
 */
export type AlertEvent =
  | { readonly type: "raised" | "updated" | "recovered"; readonly alert: Alert }
  | {
      readonly type: "digest";
      readonly reason: "quiet-hours" | "away" | "many";
      readonly events: readonly SingleEvent[];
    };

export type SingleEvent = Extract<AlertEvent, { readonly alert: Alert }>;

export interface EventsOptions {
  readonly signal?: AbortSignal;
  /** What waited longer than this (ms) is told only if it is still true. Default 24 h. */
  readonly maxAgeMs?: number;
}

/** What operations and outlets use of the alerts engine; `Engines.alerts`. */
export interface AlertsEngine {
  /** Everything that is true now, and notices of the last day that nobody acknowledged; newest first. */
  list(): readonly Alert[];
  /** From the first `next()` on. A reader that was away gets one digest of what is still true, not a storm. */
  events(options?: EventsOptions): Subscription<AlertEvent>;
  /**
   * Silences a key, or all keys below it (`home/node-dead`, `home`), until the answered Unix time; 0 minutes: no longer.
   * @throws ControllerError `not-found` where no alert has such a key
   */
  mute(key: string, minutes: number): number;
  /** Until when (ms) nothing is told of this key or of one above it; undefined where it is not muted. */
  mutedUntil(key: string): number | undefined;
  /**
   * Somebody has seen it: nothing more is told of it until it is over, and a notice leaves the list.
   * @throws ControllerError `not-found`
   */
  ack(key: string): Alert;
}
