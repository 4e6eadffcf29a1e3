import type { ReadBuffer } from "./event-buffer.ts";
import type { Subscription } from "./types.ts";

export interface ReaderOptions<Item extends object> {
  readonly buffer: ReadBuffer<Item>;
  readonly signal?: AbortSignal | undefined;
  /** Runs when reading begins, so that what nobody reads costs nothing. May push at once. */
  onStart(reader: Reader<Item>): void;
  /** Runs once after `onStart`, whatever ended the reading. */
  onStop(reader: Reader<Item>): void;
}

interface Waiter<Item> {
  resolve(result: IteratorResult<Item, undefined>): void;
  reject(error: unknown): void;
}

const over = { done: true, value: undefined } as const;

/**
 * One reading of a stream, by hand: the `return()` of an async generator hangs while a read is pending, so that a silent
 * log could not be left, and costs twice as much per frame. No promise is made for items that nobody waits for.
 */
export class Reader<Item extends object> implements Subscription<Item> {
  readonly #options: ReaderOptions<Item>;
  readonly #waiters: Waiter<Item>[] = [];
  #state: "new" | "reading" | "failed" | "over" = "new";
  #error: unknown;

  constructor(options: ReaderOptions<Item>) {
    this.#options = options;
  }

  /** Reading begins here. */
  [Symbol.asyncIterator](): this {
    this.#start();
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    this.#start();
    if (this.#state === "over") return Promise.resolve(over);
    const item = this.#options.buffer.shift();
    if (item !== undefined) return Promise.resolve({ done: false, value: item });
    if (this.#state === "failed") {
      this.#state = "over";
      return Promise.reject(this.#error);
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.end();
    return Promise.resolve(over);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }

  push(item: Item): void {
    if (this.#state !== "reading") return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#options.buffer.push(item);
    else waiter.resolve({ done: false, value: item });
  }

  /** Ends the reading with an error, told after what is still in the buffer. */
  fail(error: unknown): void {
    if (this.#state !== "reading") return;
    const waiter = this.#waiters.shift();
    this.#state = waiter === undefined ? "failed" : "over";
    this.#error = error;
    waiter?.reject(error);
    this.#stop();
  }

  /** Ends the reading; what is still in the buffer is forgotten. */
  end(): void {
    const wasReading = this.#state === "reading";
    this.#state = "over";
    if (wasReading) this.#stop();
  }

  #start(): void {
    if (this.#state !== "new") return;
    const { signal } = this.#options;
    if (signal?.aborted === true) {
      this.#state = "over";
      return;
    }
    this.#state = "reading";
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#options.onStart(this);
  }

  readonly #onAbort = (): void => this.end();

  #stop(): void {
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(over);
    this.#options.onStop(this);
  }
}
