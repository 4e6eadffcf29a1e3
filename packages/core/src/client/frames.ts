import { toControllerError } from "./to-controller-error.ts";
import type { FrameData, FrameSocket, SocketEvents } from "./transport.ts";

/** A reader that falls so many frames behind makes the socket wait, and half of it lets it go on. */
const maxQueued = 256;

export interface FramesOptions<Frame> {
  /** Opens the one socket of one reading. */
  open(events: SocketEvents): FrameSocket;
  read(data: FrameData): Frame;
  readonly signal: AbortSignal | undefined;
}

/** The frames of one socket, a new one for each reading. Ends with `break` or the signal, throws when the socket is lost. */
export function createFrames<Frame>(options: FramesOptions<Frame>): AsyncIterable<Frame> {
  return { [Symbol.asyncIterator]: () => new FrameIterator(options) };
}

interface Waiter<Frame> {
  readonly resolve: (result: IteratorResult<Frame, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** By hand, as the `return()` of an async generator hangs while a read is pending: a silent log could not be left. */
class FrameIterator<Frame> implements AsyncIterator<Frame, undefined>, AsyncDisposable {
  readonly #options: FramesOptions<Frame>;
  readonly #socket: FrameSocket | undefined;
  readonly #queue: FrameData[] = [];
  readonly #waiters: Waiter<Frame>[] = [];
  #isPaused = false;
  #end: { readonly error?: unknown } | undefined;

  constructor(options: FramesOptions<Frame>) {
    this.#options = options;
    if (options.signal?.aborted === true) {
      this.#end = {};
      return;
    }
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#socket = options.open({
      onFrame: (data) => this.#push(data),
      onEnd: (error) => this.#finish({ error }),
    });
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const data = this.#queue.shift();
    if (data !== undefined) {
      if (this.#isPaused && this.#queue.length <= maxQueued / 2) this.#pause(false);
      return this.#read(data);
    }
    if (this.#end === undefined) return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
    const { error } = this.#end;
    this.#end = {};
    return error === undefined
      ? Promise.resolve({ done: true, value: undefined })
      : Promise.reject(toControllerError(error));
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.#queue.length = 0;
    this.#finish({});
    return Promise.resolve({ done: true, value: undefined });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  readonly #onAbort = (): void => void this.return();

  #push(data: FrameData): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      this.#read(data).then(waiter.resolve, waiter.reject);
      return;
    }
    this.#queue.push(data);
    if (!this.#isPaused && this.#queue.length >= maxQueued) this.#pause(true);
  }

  #pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (isPaused) this.#socket?.pause();
    else this.#socket?.resume();
  }

  /** A frame that cannot be read ends the stream: what follows would be as strange. */
  #read(data: FrameData): Promise<IteratorResult<Frame, undefined>> {
    try {
      return Promise.resolve({ done: false, value: this.#options.read(data) });
    } catch (error) {
      void this.return();
      return Promise.reject(toControllerError(error));
    }
  }

  #finish(end: { readonly error?: unknown }): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    this.#socket?.terminate();
    const [first, ...others] = this.#waiters.splice(0);
    if (first === undefined) return;
    this.#end = {};
    if (end.error === undefined) first.resolve({ done: true, value: undefined });
    else first.reject(end.error);
    for (const other of others) other.resolve({ done: true, value: undefined });
  }
}
