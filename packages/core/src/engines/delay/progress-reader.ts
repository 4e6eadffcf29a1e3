import type { DelayResult } from "../../operations/shapes.ts";
import type { DelayProgress, DelayRun } from "./types.ts";

interface Waiter {
  resolve(result: IteratorResult<DelayProgress, undefined>): void;
  reject(error: unknown): void;
}

const over = { done: true, value: undefined } as const;

/** A run's progress to read, by hand: the `return()` of an async generator hangs while a read is pending. */
export class ProgressReader implements DelayRun {
  readonly results: Promise<readonly DelayResult[]>;
  readonly #cancel: () => void;
  readonly #unread: DelayProgress[] = [];
  readonly #waiters: Waiter[] = [];
  #state: "running" | "failed" | "over" = "running";
  #error: unknown;

  /** @param begin Starts the run, which tells its progress here. */
  constructor(begin: (push: (progress: DelayProgress) => void) => Promise<readonly DelayResult[]>, cancel: () => void) {
    this.#cancel = cancel;
    this.results = begin((progress) => this.#push(progress));
    this.results.then(
      () => this.#end(),
      (error: unknown) => this.#fail(error),
    );
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<DelayProgress, undefined>> {
    const progress = this.#unread.shift();
    if (progress !== undefined) return Promise.resolve({ done: false, value: progress });
    if (this.#state === "failed") {
      this.#state = "over";
      return Promise.reject(this.#error);
    }
    if (this.#state === "over") return Promise.resolve(over);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  return(): Promise<IteratorResult<DelayProgress, undefined>> {
    this.#unread.length = 0;
    this.#end();
    this.#cancel();
    return Promise.resolve(over);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #push(progress: DelayProgress): void {
    if (this.#state !== "running") return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#unread.push(progress);
    else waiter.resolve({ done: false, value: progress });
  }

  #fail(error: unknown): void {
    if (this.#state !== "running") return;
    const waiter = this.#waiters.shift();
    this.#state = waiter === undefined ? "failed" : "over";
    this.#error = error;
    waiter?.reject(error);
    this.#settle();
  }

  #end(): void {
    this.#state = "over";
    this.#settle();
  }

  #settle(): void {
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(over);
  }
}
