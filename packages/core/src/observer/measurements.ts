import { setTimeout as pause } from "node:timers/promises";
import type { ControllerStreams } from "../controller/types.ts";
import type { StreamHealth } from "../streams/types.ts";
import { StreamFeeds, type StreamPart, streamParts } from "./stream-feeds.ts";
import type { Snapshot } from "./types.ts";

export interface MeasurementsOptions {
  readonly streams: ControllerStreams;
  /** The pace of a part's most impatient reader, in ms; undefined: nobody wants it. */
  paceOf(part: StreamPart): number | undefined;
  /** Undefined: what was known is too old to be shown. */
  onValue(part: StreamPart, value: Snapshot[StreamPart]): void;
  /** All bytes since the core's start have become fewer, which only a restart does. */
  onRestart(): void;
  onHealth(health: StreamHealth): void;
}

/** How long a caller waits for a frame, in ms: traffic comes once a second. */
const frameMs = 1200;
/** A measurement that is older when somebody looks again is dropped. */
const staleMs = 5000;

/** The parts that the core sends by itself, joined as long as somebody wants them. */
export class Measurements {
  readonly #options: MeasurementsOptions;
  readonly #feeds: StreamFeeds;
  readonly #totals = new Map<StreamPart, number>();
  /** When a part's last frame came (monotonic). */
  readonly #framedAt = new Map<StreamPart, number>();
  /** Who waits for the next frame of a part. */
  readonly #waiting = new Map<StreamPart, Set<() => void>>();
  #isClosed = false;

  constructor(options: MeasurementsOptions) {
    this.#options = options;
    this.#feeds = new StreamFeeds({
      streams: options.streams,
      onValue: (part, value, totals) => this.#onValue(part, value, totals),
      onHealth: (health) => options.onHealth(health),
    });
  }

  /** Joins and leaves streams as the interest is now. */
  repace(): void {
    if (this.#isClosed) return;
    for (const part of streamParts) {
      const isAwaited = (this.#waiting.get(part)?.size ?? 0) > 0;
      const pace = this.#options.paceOf(part) ?? (isAwaited ? frameMs : undefined);
      if (pace === undefined) this.#totals.delete(part);
      else if (!this.#feeds.has(part)) this.#dropStale(part);
      this.#feeds.setPace(part, pace);
    }
  }

  /** Waits for the next frame of each part, but no longer than a moment. */
  async next(parts: readonly StreamPart[]): Promise<void> {
    if (this.#isClosed) return;
    const frames = parts.map((part) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.set(part, (this.#waiting.get(part) ?? new Set()).add(resolve));
      return { part, promise, resolve };
    });
    this.repace();
    const enough = new AbortController();
    const late = pause(frameMs, undefined, { signal: enough.signal }).catch(() => {});
    await Promise.race([Promise.all(frames.map(({ promise }) => promise)), late]);
    enough.abort();
    for (const { part, resolve } of frames) this.#waiting.get(part)?.delete(resolve);
    this.repace();
  }

  /** The core is another one: its totals begin anew. */
  forgetTotals(): void {
    this.#totals.clear();
  }

  /** Tries again now what waits for its next attempt. */
  retry(): void {
    this.#feeds.retry();
  }

  close(): void {
    this.#isClosed = true;
    this.#feeds.close();
    for (const waiting of this.#waiting.values()) for (const resolve of waiting) resolve();
  }

  #dropStale(part: StreamPart): void {
    const framedAt = this.#framedAt.get(part);
    if (framedAt !== undefined && performance.now() - framedAt >= staleMs) this.#options.onValue(part, undefined);
  }

  #onValue(part: StreamPart, value: NonNullable<Snapshot[StreamPart]>, totals: number | undefined): void {
    const before = this.#totals.get(part);
    if (totals !== undefined) this.#totals.set(part, totals);
    if (before !== undefined && totals !== undefined && totals < before) {
      this.forgetTotals();
      this.#options.onRestart();
    }
    this.#framedAt.set(part, performance.now());
    this.#options.onValue(part, value);
    for (const resolve of this.#waiting.get(part) ?? []) resolve();
  }
}
