import type { DialFailure } from "./dial.ts";

/** All in ms. */
export interface BackoffOptions {
  /** First and longest wait between two attempts. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** After a refused password: some brokers lock out who knocks too often. */
  readonly loginMs: number;
  /** After another client took our place: two that fight for one client id are a storm. */
  readonly takenOverMs: number;
}

export const defaultBackoff: BackoffOptions = { firstMs: 1000, maxMs: 60_000, loginMs: 60_000, takenOverMs: 300_000 };

/** A broker that ends the connection so soon after it stood, so often in a row, gives our place to somebody else. */
const shortMs = 2000;
const shortsForTakeOver = 5;

/** How long to wait before the next attempt. */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #now: () => number;
  readonly #random: () => number;
  #attempt = 0;
  #upAt: number | undefined;
  #shorts = 0;

  constructor(options: Partial<BackoffOptions> = {}, now = () => performance.now(), random = Math.random) {
    this.#options = { ...defaultBackoff, ...options };
    this.#now = now;
    this.#random = random;
  }

  /** Attempts since the last connection that stood. */
  get attempt(): number {
    return this.#attempt;
  }

  up(): void {
    this.#upAt = this.#now();
    this.#attempt = 0;
  }

  /** Before `waitMs`: what a connection's end means. Not every broker says that it took our place from us (3.1.1 cannot). */
  judge(failure: DialFailure): DialFailure {
    if (this.#upAt !== undefined) this.#shorts = this.#now() - this.#upAt < shortMs ? this.#shorts + 1 : 0;
    this.#upAt = undefined;
    if (failure !== "other" || this.#shorts < shortsForTakeOver) return failure;
    this.#shorts = 0;
    return "taken-over";
  }

  waitMs(failure: DialFailure): number {
    const { firstMs, maxMs, loginMs, takenOverMs } = this.#options;
    const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(this.#attempt, 16));
    this.#attempt += 1;
    if (failure === "taken-over") return takenOverMs;
    // Full jitter: a house full of clients must not knock at a broker that just came back all at once.
    return (failure === "login" ? loginMs : firstMs / 4) + this.#random() * ceiling;
  }
}
