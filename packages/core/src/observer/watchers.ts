import type { Subscription } from "../streams/types.ts";
import { Reader } from "../streams/reader.ts";
import { ChangeBuffer } from "./change-buffer.ts";
import { InterestBook } from "./interest.ts";
import type { Change, Interest, Part } from "./types.ts";

/** The part that a change belongs to; `all`: told to every reader. */
const partOf = {
  "core-lost": "all",
  "core-back": "all",
  "core-restarted": "all",
  "version-changed": "version",
  "mode-changed": "settings",
  "settings-changed": "settings",
  "groups-changed": "groups",
  "group-members-changed": "groups",
  "group-selected": "groups",
  "selection-lost": "groups",
  "pin-changed": "groups",
  "nodes-changed": "nodes",
  "node-died": "nodes",
  "node-revived": "nodes",
  "delays-changed": "nodes",
  "nodes-renamed": "nodes",
  "provider-updated": "providers",
  "provider-failed": "providers",
  "rule-providers-changed": "rule-providers",
  "rules-changed": "rules",
  "traffic-changed": "traffic",
  "memory-changed": "memory",
  "connections-changed": "connections",
} as const satisfies Record<Change["type"], Part | "all">;

/** Measurements move every second; a reader is told at its own pace. */
const ticking: ReadonlySet<Change["type"]> = new Set(["traffic-changed", "memory-changed", "connections-changed"]);

/** Half a beat of what comes once a second. */
const slackMs = 500;

interface Watcher {
  readonly reader: Reader<Change>;
  readonly parts: ReadonlySet<Part>;
  readonly everyMs: number;
  readonly toldAt: Map<Change["type"], number>;
}

/** Everybody who watches, and what they want together. */
export class Watchers {
  readonly interests = new InterestBook();
  readonly #watchers = new Set<Watcher>();
  readonly #onInterest: () => void;
  #isClosed = false;

  /** `onInterest` runs after each coming and going. */
  constructor(onInterest: () => void) {
    this.#onInterest = onInterest;
  }

  watch(interest: Interest, signal: AbortSignal | undefined): Subscription<Change> {
    let leave = (): void => {};
    return new Reader<Change>({
      buffer: new ChangeBuffer(),
      signal,
      onStart: (reader) => {
        if (this.#isClosed) {
          reader.end();
          return;
        }
        const { parts, everyMs } = interest;
        const watcher: Watcher = { reader, parts: new Set(parts), everyMs, toldAt: new Map() };
        const withdraw = this.interests.add(interest);
        this.#watchers.add(watcher);
        leave = () => {
          withdraw();
          this.#watchers.delete(watcher);
          this.#onInterest();
        };
        this.#onInterest();
      },
      onStop: () => leave(),
    });
  }

  tell(changes: readonly Change[]): void {
    for (const watcher of this.#watchers) for (const change of changes) tellOne(watcher, change);
  }

  close(): void {
    this.#isClosed = true;
    for (const { reader } of this.#watchers) reader.end();
  }
}

function tellOne(watcher: Watcher, change: Change): void {
  const part = partOf[change.type];
  if (part !== "all" && !watcher.parts.has(part)) return;
  if (ticking.has(change.type)) {
    const now = performance.now();
    // A little early is on time: frames and paces are never quite in step.
    const paceMs = watcher.everyMs - Math.min(slackMs, watcher.everyMs / 10);
    if (now - (watcher.toldAt.get(change.type) ?? Number.NEGATIVE_INFINITY) < paceMs) return;
    watcher.toldAt.set(change.type, now);
  }
  try {
    watcher.reader.push(change);
  } catch (error) {
    watcher.reader.fail(error);
  }
}
