import type { ControllerError } from "../client/errors.ts";

/**
 * How a supervised stream is; `sinceMs` is a Unix time. `stalled`: the socket is open but no frame came for longer than
 * the stream's rhythm allows. `unauthorized`: waits until somebody asks again.
 */
export type StreamHealth =
  | { readonly state: "idle" }
  | { readonly state: "connecting" }
  | { readonly state: "live"; readonly sinceMs: number }
  | { readonly state: "stalled"; readonly sinceMs: number }
  | { readonly state: "reconnecting"; readonly attempt: number; readonly inMs: number; readonly error: ControllerError }
  | { readonly state: "unauthorized"; readonly error: ControllerError }
  | { readonly state: "closed" };

/** What is kept for a reader that is slower than the stream: the newest frame, or the last `max` with a count of the lost. */
export type BufferPolicy = { readonly keep: "latest" } | { readonly keep: "last"; readonly max: number };

/** A frame, or what a reader must know between two frames. */
export type StreamEvent<Frame> =
  | { readonly kind: "frame"; readonly frame: Frame }
  /** The reader was too slow: so many frames were dropped before the next one. */
  | { readonly kind: "dropped"; readonly count: number }
  /** The socket was lost and is back: frames of this time (ms) are missing. */
  | { readonly kind: "gap"; readonly ms: number };

/** A frame as it came, parsed at most once, however many readers ask for it. */
export interface RawFrame<Frame> {
  /** JSON in UTF-8. Shared by all readers, so never to be changed. */
  readonly bytes: Buffer;
  /** @throws ControllerError `unexpected-response` */
  parse(): Frame;
}

export interface SubscribeOptions {
  readonly signal?: AbortSignal;
  /** Default: `latest` where frames show a state, the last 1,000 of a log. */
  readonly buffer?: BufferPolicy;
}

/** One reading, begun by the first `next()` and ended by `break`, abort or dispose, each of which takes effect at once. */
export interface Subscription<Item> extends AsyncIterableIterator<Item, undefined>, AsyncDisposable {
  [Symbol.asyncIterator](): this;
  return(): Promise<IteratorResult<Item, undefined>>;
}

/** One supervised socket, many readers. Opens with the first reader, closes a grace period after the last. */
export interface SharedStream<Frame> {
  /** Frames and gaps until `break`, abort or dispose; ends by itself only with the controller, or throws `unauthorized`. */
  subscribe(options?: SubscribeOptions): Subscription<StreamEvent<Frame>>;
  /** The same without a buffer, for hot paths: `listener` runs inside the socket's callback. Returns the way out. */
  onEvent(listener: (event: StreamEvent<Frame>) => void): () => void;
  readonly health: StreamHealth;
  /** The health now and each change of it. Opens no socket. */
  watchHealth(options?: { readonly signal?: AbortSignal }): Subscription<StreamHealth>;
  /** The same as a callback, without the health now. Returns the way out. */
  onHealth(listener: (health: StreamHealth) => void): () => void;
  /** Tries again now instead of after the pause; the way back from `unauthorized`. Does nothing without readers. */
  retry(): void;
}

/** A shared stream that also hands its frames over as they came, for a reader that takes a few fields out of megabytes. */
export interface RawSharedStream<Frame> extends SharedStream<Frame> {
  /**
   * Like `onEvent`, but nothing is parsed for this reader. A `ControllerError` that it throws ends the socket, as every
   * frame does that cannot be read.
   */
  onRaw(listener: (event: StreamEvent<RawFrame<Frame>>) => void): () => void;
}
