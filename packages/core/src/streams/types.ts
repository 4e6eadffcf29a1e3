import type { ControllerError } from "../client/errors.ts";

/** How a supervised stream is. `stalled`: the socket is open but no frame came for longer than the stream's rhythm allows. */
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

export interface SubscribeOptions {
  readonly signal?: AbortSignal;
  readonly buffer?: BufferPolicy;
}

/** One supervised socket, many readers. Opens with the first reader, closes a grace period after the last. */
export interface SharedStream<Frame> {
  /** Frames and gaps until `break`, abort or dispose; never ends by itself, except with `unauthorized`, which throws. */
  subscribe(options?: SubscribeOptions): AsyncIterable<StreamEvent<Frame>>;
  /** The same without a buffer, for hot paths: `listener` runs inside the socket's callback. Returns the way out. */
  onEvent(listener: (event: StreamEvent<Frame>) => void): () => void;
  readonly health: StreamHealth;
  /** The health now and each change of it. */
  watchHealth(options?: { signal?: AbortSignal }): AsyncIterable<StreamHealth>;
}
