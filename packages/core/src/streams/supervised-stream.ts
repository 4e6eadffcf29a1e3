import type { ControllerError } from "../client/errors.ts";
import { coreName, type FailureContext, failure } from "../client/failure.ts";
import { toControllerError } from "../client/to-controller-error.ts";
import type { FrameData, FrameSocket, SocketEvents } from "../client/transport.ts";
import type { Backoff } from "./backoff.ts";
import { Rhythm } from "./rhythm.ts";
import type { StreamEvent, StreamHealth } from "./types.ts";

/** How one socket of a stream is opened and read. */
export interface Wire<Frame> {
  open(events: SocketEvents): FrameSocket;
  /** Parses and checks one frame; undefined: this one says nothing. Throws `ControllerError`. */
  read(data: FrameData): Frame | undefined;
  /** Silence of this length is a stall, twice as much the end of the socket; undefined where silence is normal. */
  readonly stallAfterMs: number | undefined;
  /** Who is spoken to, for errors. */
  readonly context: FailureContext;
}

/** A wire each of whose frames says something. */
export interface ReadingWire<Frame> extends Wire<Frame> {
  read(data: FrameData): Frame;
}

/** Where a stream delivers. */
export interface StreamSink<Frame> {
  /** May throw the `ControllerError` of a frame that turns out to be unreadable only now. */
  onEvent(event: StreamEvent<Frame>): void;
  onHealth(health: StreamHealth): void;
}

export interface SupervisedStreamOptions<Frame> {
  readonly wire: Wire<Frame>;
  readonly sink: StreamSink<Frame>;
  readonly backoff: Backoff;
}

/** A socket that lived for so long ended an outage: the next one starts with short pauses again. */
const stableMs = 10_000;

interface Attempt<Frame> {
  readonly wire: Wire<Frame>;
  socket: FrameSocket | undefined;
  rhythm: Rhythm | undefined;
  isOver: boolean;
}

/** One stream kept alive over as many sockets as it takes. What a dead socket still delivers is not heard. */
export class SupervisedStream<Frame> {
  readonly #sink: StreamSink<Frame>;
  readonly #backoff: Backoff;
  #wire: Wire<Frame>;
  #current: Attempt<Frame> | undefined;
  /** Opened beside the current one to take its place without a gap. */
  #successor: Attempt<Frame> | undefined;
  #isRunning = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #stableTimer: NodeJS.Timeout | undefined;
  /** When the last frame came, or a socket opened; on the clock that never jumps. */
  #heardAt: number | undefined;
  /** From when on frames are missing. */
  #lostAt: number | undefined;

  constructor({ wire, sink, backoff }: SupervisedStreamOptions<Frame>) {
    this.#wire = wire;
    this.#sink = sink;
    this.#backoff = backoff;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#heardAt = undefined;
    this.#lostAt = undefined;
    this.#backoff.reset();
    this.#connect();
  }

  stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#drop();
    this.#sink.onHealth({ state: "idle" });
  }

  /** Tries again now if it waits for the next attempt, or gave up. */
  retry(): void {
    if (this.#isRunning && this.#current === undefined) this.#connect();
  }

  /** From now on another socket, such as one with another interval. Readers see no gap: the old one ends with the first frame of the new. */
  rewire(wire: Wire<Frame>): void {
    this.#wire = wire;
    this.#end(this.#successor);
    this.#successor = undefined;
    if (this.#current === undefined) return;
    this.#successor = this.#attempt(wire);
    this.#open(this.#successor);
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    this.#sink.onHealth({ state: "connecting" });
    // A listener of the health may have stopped us.
    if (!this.#isRunning) return;
    this.#current = this.#attempt(this.#wire);
    this.#open(this.#current);
  }

  #attempt(wire: Wire<Frame>): Attempt<Frame> {
    return { wire, socket: undefined, rhythm: undefined, isOver: false };
  }

  #open(attempt: Attempt<Frame>): void {
    const socket = attempt.wire.open({
      onOpen: () => this.#opened(attempt),
      onFrame: (data) => this.#heard(attempt, data),
      onEnd: (error) => this.#lost(attempt, error),
    });
    // It may have ended while it was opened.
    if (attempt.isOver) socket.terminate();
    else attempt.socket = socket;
  }

  #opened(attempt: Attempt<Frame>): void {
    if (attempt !== this.#current) return;
    const now = performance.now();
    this.#heardAt = now;
    if (this.#lostAt !== undefined) this.#sink.onEvent({ kind: "gap", ms: Math.round(now - this.#lostAt) });
    this.#lostAt = undefined;
    if (attempt.isOver) return;
    this.#settle(attempt);
    this.#sink.onHealth({ state: "live", sinceMs: Date.now() });
  }

  /** Starts what watches over a socket that is open. */
  #settle(attempt: Attempt<Frame>): void {
    clearTimeout(this.#stableTimer);
    this.#stableTimer = setTimeout(() => this.#backoff.reset(), stableMs);
    const { stallAfterMs } = attempt.wire;
    if (stallAfterMs === undefined) return;
    attempt.rhythm = new Rhythm(stallAfterMs, {
      onStall: () => this.#sink.onHealth({ state: "stalled", sinceMs: Date.now() }),
      onDead: () => this.#lost(attempt, silent(stallAfterMs * 2, attempt.wire.context)),
    });
  }

  #heard(attempt: Attempt<Frame>, data: FrameData): void {
    if (attempt !== this.#current) {
      if (attempt !== this.#successor) return;
      this.#promote(attempt);
    }
    try {
      const frame = attempt.wire.read(data);
      if (attempt.rhythm !== undefined) this.#beat(attempt.rhythm);
      if (frame !== undefined) this.#sink.onEvent({ kind: "frame", frame });
    } catch (error) {
      this.#lost(attempt, toControllerError(error));
    }
  }

  #beat(rhythm: Rhythm): void {
    this.#heardAt = performance.now();
    const wasStalled = rhythm.isStalled;
    rhythm.beat();
    if (wasStalled) this.#sink.onHealth({ state: "live", sinceMs: Date.now() });
  }

  #promote(attempt: Attempt<Frame>): void {
    this.#successor = undefined;
    this.#end(this.#current);
    this.#current = attempt;
    this.#opened(attempt);
  }

  #lost(attempt: Attempt<Frame>, error: ControllerError): void {
    if (attempt.isOver || (attempt !== this.#current && attempt !== this.#successor)) return;
    // Without a rhythm nobody knows when a socket fell silent, only when its end was seen.
    const hasRhythm = this.#current?.rhythm !== undefined;
    if (this.#heardAt !== undefined) this.#lostAt ??= hasRhythm ? this.#heardAt : performance.now();
    this.#drop();
    if (error.code === "unauthorized") {
      this.#sink.onHealth({ state: "unauthorized", error });
      return;
    }
    const inMs = this.#backoff.next();
    this.#retryTimer = setTimeout(() => this.#connect(), inMs);
    this.#sink.onHealth({ state: "reconnecting", attempt: this.#backoff.attempts, inMs, error });
  }

  #drop(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#stableTimer);
    this.#end(this.#successor);
    this.#end(this.#current);
    this.#successor = undefined;
    this.#current = undefined;
  }

  #end(attempt: Attempt<Frame> | undefined): void {
    if (attempt === undefined) return;
    attempt.isOver = true;
    attempt.rhythm?.stop();
    attempt.socket?.terminate();
  }
}

function silent(ms: number, context: FailureContext): ControllerError {
  const sentence = `${coreName(context)} sent nothing on ${context.id ?? "the stream"} for ${Math.round(ms / 1000)} s: it hangs, or the network swallowed the connection.`;
  return failure("timeout", sentence, context, { reason: "silent" });
}
