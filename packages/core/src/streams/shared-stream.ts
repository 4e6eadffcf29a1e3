import { ControllerError, isControllerError } from "../client/errors.ts";
import { createEventBuffer } from "./event-buffer.ts";
import { Reader } from "./reader.ts";
import type { StreamSink } from "./supervised-stream.ts";
import type { BufferPolicy, SharedStream, StreamEvent, StreamHealth, SubscribeOptions, Subscription } from "./types.ts";

/** What a shared stream draws from: one supervised socket, or a share of one. */
export interface StreamSource {
  start(): void;
  stop(): void;
  retry(): void;
}

export interface SharedStreamOptions<Frame, Raw> {
  openSource(sink: StreamSink<Raw>): StreamSource;
  /** What readers are told of what the source says. What it throws reaches the source, as its socket cannot be read. */
  read(event: StreamEvent<Raw>): StreamEvent<Frame>;
  readonly defaultBuffer: BufferPolicy;
  /** The latest frame is given to readers that come later, for streams whose frames show a state. */
  readonly replaysLatest: boolean;
  /** How long the source stays open after the last reader, in ms: somebody may turn a page. */
  readonly graceMs?: number;
}

type Listener<Frame> = (event: StreamEvent<Frame>) => void;

const defaultGraceMs = 3000;
/** Health changes that a reader may be behind; more than an outage of an hour makes. */
const healthBacklog = 256;

/** Many readers on one source, which may hand over its frames in another form than most readers want. */
export class FanOut<Frame, Raw = Frame> implements SharedStream<Frame> {
  readonly #options: SharedStreamOptions<Frame, Raw>;
  readonly #source: StreamSource;
  /** Replaced, never changed, so that a listener may leave while events are told. */
  #listeners: readonly Listener<Raw>[] = [];
  #healthListeners: readonly ((health: StreamHealth) => void)[] = [];
  readonly #readers = new Set<Reader<StreamEvent<Frame>>>();
  readonly #healthReaders = new Set<Reader<StreamHealth>>();
  #health: StreamHealth = { state: "idle" };
  #latest: StreamEvent<Raw> | undefined;
  #graceTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SharedStreamOptions<Frame, Raw>) {
    this.#options = options;
    this.#source = options.openSource({
      onEvent: (event) => this.#tell(event),
      onHealth: (health) => this.#setHealth(health),
    });
  }

  get health(): StreamHealth {
    return this.#health;
  }

  subscribe({ signal, buffer }: SubscribeOptions = {}): Subscription<StreamEvent<Frame>> {
    this.#assertOpen();
    let leave = (): void => {};
    return new Reader<StreamEvent<Frame>>({
      buffer: createEventBuffer(buffer ?? this.#options.defaultBuffer),
      signal,
      onStart: (reader) => {
        if (this.#isClosed) {
          reader.end();
          return;
        }
        this.#readers.add(reader);
        leave = this.onEvent((event) => reader.push(event));
        // The socket may have been refused before `leave` was known.
        if (!this.#readers.has(reader)) leave();
      },
      onStop: (reader) => {
        this.#readers.delete(reader);
        leave();
      },
    });
  }

  onEvent(listener: Listener<Frame>): () => void {
    // Read outside of the guard: a frame that cannot be read is no mistake of the listener's.
    return this.#listen((event) => guarded(listener, this.#options.read(event)));
  }

  onRaw(listener: Listener<Raw>): () => void {
    return this.#listen((event) => guarded(listener, event, isControllerError));
  }

  /** Each call has a function of its own, so that each way out ends one of them. */
  #listen(own: Listener<Raw>): () => void {
    this.#assertOpen();
    this.#listeners = [...this.#listeners, own];
    clearTimeout(this.#graceTimer);
    if (this.#health.state === "idle") this.#source.start();
    else if (this.#health.state === "unauthorized") this.#source.retry();
    else if (this.#latest !== undefined && this.#health.state === "live") guarded(own, this.#latest);
    return () => {
      const before = this.#listeners.length;
      this.#listeners = this.#listeners.filter((one) => one !== own);
      if (before > 0 && this.#listeners.length === 0) this.#leaveLater();
    };
  }

  watchHealth({ signal }: { readonly signal?: AbortSignal } = {}): Subscription<StreamHealth> {
    const kept: StreamHealth[] = [];
    const push = (health: StreamHealth): void => {
      kept.push(health);
      if (kept.length > healthBacklog) kept.shift();
    };
    return new Reader<StreamHealth>({
      buffer: { push, shift: () => kept.shift() },
      signal,
      onStart: (reader) => {
        reader.push(this.#health);
        if (this.#isClosed) reader.fail(closedError());
        else this.#healthReaders.add(reader);
      },
      onStop: (reader) => this.#healthReaders.delete(reader),
    });
  }

  onHealth(listener: (health: StreamHealth) => void): () => void {
    const own = (health: StreamHealth): void => listener(health);
    this.#healthListeners = [...this.#healthListeners, own];
    return () => {
      this.#healthListeners = this.#healthListeners.filter((one) => one !== own);
    };
  }

  retry(): void {
    if (this.#listeners.length > 0) this.#source.retry();
  }

  /** Ends the source and every reading. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#graceTimer);
    this.#source.stop();
    for (const reader of this.#readers) reader.end();
    this.#listeners = [];
    this.#setHealth({ state: "closed" });
    for (const reader of this.#healthReaders) reader.end();
    this.#healthListeners = [];
  }

  #assertOpen(): void {
    if (this.#isClosed) throw closedError();
  }

  #leaveLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => this.#source.stop(), this.#options.graceMs ?? defaultGraceMs);
  }

  #tell(event: StreamEvent<Raw>): void {
    if (this.#options.replaysLatest && event.kind === "frame") this.#latest = event;
    for (const listener of this.#listeners) listener(event);
  }

  #setHealth(health: StreamHealth): void {
    if (health.state === "live" && this.#health.state === "live") return;
    if (this.#health.state === "closed") return;
    this.#health = health;
    // What was true before an outage is no news after it.
    if (health.state !== "live" && health.state !== "stalled") this.#latest = undefined;
    if (health.state === "unauthorized") for (const reader of this.#readers) reader.fail(health.error);
    for (const reader of this.#healthReaders) reader.push(health);
    for (const listener of this.#healthListeners) guarded(listener, health);
  }
}

/** One listener's mistake must neither reach the socket nor the other listeners; it shows as a warning of the process, unless it `passes`. */
function guarded<Value>(
  listener: (value: Value) => void,
  value: Value,
  passes: (error: unknown) => boolean = () => false,
): void {
  try {
    listener(value);
  } catch (error) {
    if (passes(error)) throw error;
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  }
}

function closedError(): ControllerError {
  return new ControllerError("aborted", "The controller is closed, so its streams cannot be read.");
}
