import type { ConnectionsFrame } from "../schemas/connection.ts";
import type { Backoff } from "./backoff.ts";
import { lazily, parsed } from "./lazy-frame.ts";
import { FanOut, type StreamSource } from "./shared-stream.ts";
import { type ReadingWire, type StreamSink, SupervisedStream } from "./supervised-stream.ts";
import type { RawFrame, RawSharedStream, StreamEvent, StreamHealth } from "./types.ts";

/**
 * The intervals that the one socket may have, in ms, fastest first. The fastest are for who counts bytes of a house with
 * few connections, many of which live for a second; people look once a second at most. The slowest are for whoever only wants the count: a
 * frame names every connection and is often larger than all that is polled.
 */
const rungs = [250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000] as const;
export type Rung = (typeof rungs)[number];

type Raw = RawFrame<ConnectionsFrame>;

export interface ConnectionsLadderOptions {
  wireFor(rung: Rung): ReadingWire<ConnectionsFrame>;
  createBackoff(): Backoff;
  readonly graceMs?: number;
}

/** Readers of one rung, with what they need of the socket. */
interface Step {
  readonly sink: StreamSink<Raw>;
  /** When its readers were last given a frame; on the clock that never jumps. */
  toldAt: number;
}

/**
 * One socket of `/connections` for all readers of a controller, as each costs the core a walk over all connections.
 * The fastest reader sets its interval, the others are given every n-th frame.
 */
export class ConnectionsLadder {
  readonly #options: ConnectionsLadderOptions;
  readonly #stream: SupervisedStream<Raw>;
  readonly #steps = new Map<Rung, Step>();
  readonly #views = new Map<Rung, FanOut<ConnectionsFrame, Raw>>();
  #rung: Rung | undefined;
  #health: StreamHealth = { state: "idle" };
  #latest: StreamEvent<Raw> | undefined;
  #isClosed = false;

  constructor(options: ConnectionsLadderOptions) {
    this.#options = options;
    this.#stream = new SupervisedStream({
      wire: lazily(options.wireFor(rungs[0])),
      backoff: options.createBackoff(),
      sink: { onEvent: (event) => this.#tell(event), onHealth: (health) => this.#setHealth(health) },
    });
  }

  /** The stream for readers who want a frame at least so often. */
  view(intervalMs: number): RawSharedStream<ConnectionsFrame> {
    const rung = rungFor(intervalMs);
    const known = this.#views.get(rung);
    if (known !== undefined) return known;
    const { graceMs } = this.#options;
    const view = new FanOut<ConnectionsFrame, Raw>({
      read: parsed,
      openSource: (sink) => this.#source(rung, sink),
      defaultBuffer: { keep: "latest" },
      replaysLatest: true,
      ...(graceMs === undefined ? undefined : { graceMs }),
    });
    if (this.#isClosed) view.close();
    this.#views.set(rung, view);
    return view;
  }

  close(): void {
    this.#isClosed = true;
    for (const view of this.#views.values()) view.close();
  }

  #source(rung: Rung, sink: StreamSink<Raw>): StreamSource {
    return {
      start: () => this.#join(rung, sink),
      stop: () => this.#leave(rung, sink),
      retry: () => this.#stream.retry(),
    };
  }

  #join(rung: Rung, sink: StreamSink<Raw>): void {
    const step: Step = { sink, toldAt: Number.NEGATIVE_INFINITY };
    this.#steps.set(rung, step);
    const isFirst = this.#steps.size === 1;
    this.#climb();
    if (isFirst) {
      this.#stream.start();
      return;
    }
    sink.onHealth(this.#health);
    if (this.#health.state === "unauthorized") this.#stream.retry();
    else if (this.#latest !== undefined && this.#health.state === "live") give(step, this.#latest);
  }

  #leave(rung: Rung, sink: StreamSink<Raw>): void {
    if (!this.#steps.delete(rung)) return;
    if (this.#steps.size === 0) {
      this.#stream.stop();
      this.#setHealth({ state: "idle" });
      this.#rung = undefined;
    } else this.#climb();
    sink.onHealth({ state: "idle" });
  }

  /** To the rung of the fastest reader. */
  #climb(): void {
    const fastest = rungs.find((rung) => this.#steps.has(rung));
    if (fastest === undefined || fastest === this.#rung) return;
    this.#rung = fastest;
    this.#stream.rewire(lazily(this.#options.wireFor(fastest)));
  }

  #tell(event: StreamEvent<Raw>): void {
    if (event.kind !== "frame") {
      for (const { sink } of this.#steps.values()) sink.onEvent(event);
      return;
    }
    this.#latest = event;
    const now = performance.now();
    // A frame that comes half a beat early is as good as the next one; without this a reader of 5 s would wait 6 s on a socket of 2 s.
    const slackMs = (this.#rung ?? 0) / 2;
    for (const [rung, step] of this.#steps) {
      if (rung === this.#rung || now - step.toldAt >= rung - slackMs) give(step, event);
    }
  }

  #setHealth(health: StreamHealth): void {
    this.#health = health;
    if (health.state !== "live" && health.state !== "stalled") this.#latest = undefined;
    for (const { sink } of this.#steps.values()) sink.onHealth(health);
  }
}

function give(step: Step, event: StreamEvent<Raw>): void {
  step.toldAt = performance.now();
  step.sink.onEvent(event);
}

/** The slowest rung that is not slower than what was asked for. */
export function rungFor(intervalMs: number): Rung {
  return rungs.findLast((rung) => rung <= intervalMs) ?? rungs[0];
}
