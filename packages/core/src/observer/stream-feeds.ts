import type { ControllerStreams } from "../controller/types.ts";
import type { SharedStream, StreamHealth } from "../streams/types.ts";
import type { Part, Snapshot } from "./types.ts";

/** Parts that the core sends by itself. */
export const streamParts = ["traffic", "memory", "connections"] as const satisfies readonly Part[];
export type StreamPart = (typeof streamParts)[number];

export interface StreamFeedsOptions {
  readonly streams: ControllerStreams;
  onValue(part: StreamPart, value: NonNullable<Snapshot[StreamPart]>, totals: number | undefined): void;
  onHealth(health: StreamHealth): void;
}

/** What a frame says of its part. `totals`: all bytes since the core started, which fall only when it restarts. */
interface Value {
  readonly value: NonNullable<Snapshot[StreamPart]>;
  readonly totals?: number;
}

interface Feed {
  readonly stream: object;
  leave(): void;
}

/** Joins the shared streams of the parts that somebody wants. */
export class StreamFeeds {
  readonly #options: StreamFeedsOptions;
  readonly #feeds = new Map<StreamPart, Feed>();

  constructor(options: StreamFeedsOptions) {
    this.#options = options;
  }

  /** The part is drawn from its stream now. */
  has(part: StreamPart): boolean {
    return this.#feeds.has(part);
  }

  /** Undefined: nobody wants it. */
  setPace(part: StreamPart, everyMs: number | undefined): void {
    if (everyMs === undefined) {
      this.#leave(part);
      return;
    }
    const { streams } = this.#options;
    if (part === "traffic") {
      this.#join(part, streams.traffic, (frame) => {
        const { up, down, upTotal, downTotal } = frame;
        if (upTotal === undefined || downTotal === undefined) return { value: { up, down } };
        return { value: { up, down, uploadTotal: upTotal, downloadTotal: downTotal }, totals: upTotal + downTotal };
      });
    } else if (part === "memory") this.#join(part, streams.memory, ({ inuse }) => ({ value: inuse }));
    else {
      this.#join(part, streams.connections(everyMs), ({ connections, uploadTotal, downloadTotal }) => ({
        value: { count: connections?.length ?? 0, uploadTotal, downloadTotal },
        totals: uploadTotal + downloadTotal,
      }));
    }
  }

  /** Tries again now what waits for its next attempt. */
  retry(): void {
    const { streams } = this.#options;
    if (this.#feeds.has("traffic")) streams.traffic.retry();
    if (this.#feeds.has("memory")) streams.memory.retry();
    (this.#feeds.get("connections")?.stream as SharedStream<unknown> | undefined)?.retry();
  }

  close(): void {
    for (const part of streamParts) this.#leave(part);
  }

  #join<Frame>(part: StreamPart, stream: SharedStream<Frame>, read: (frame: Frame) => Value): void {
    const old = this.#feeds.get(part);
    if (old?.stream === stream) return;
    const leaveHealth = stream.onHealth((health) => this.#options.onHealth(health));
    const feed: Feed = {
      stream,
      leave: () => {
        leaveHealth();
        leaveEvents();
      },
    };
    this.#feeds.set(part, feed);
    const leaveEvents = stream.onEvent((event) => {
      if (event.kind !== "frame") return;
      const { value, totals } = read(event.frame);
      this.#options.onValue(part, value, totals);
    });
    old?.leave();
  }

  #leave(part: StreamPart): void {
    this.#feeds.get(part)?.leave();
    this.#feeds.delete(part);
  }
}
