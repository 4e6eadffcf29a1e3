export interface BackoffOptions {
  /** The first pause is drawn from 0 to this, in ms. */
  readonly baseMs?: number;
  /** No pause is longer, in ms. */
  readonly capMs?: number;
  /** From 0 (inclusive) to 1; replaced in tests. */
  readonly random?: () => number;
}

/** Pauses between attempts: the ceiling doubles, and the whole pause is drawn below it (full jitter), so that a house full of readers does not come back in step. */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #attempts = 0;

  constructor({ baseMs = 500, capMs = 30_000, random = Math.random }: BackoffOptions = {}) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
  }

  /** Pauses drawn since the last `reset`. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The next pause in ms. */
  next(): number {
    const ceiling = Math.min(this.#capMs, this.#baseMs * 2 ** this.#attempts);
    this.#attempts += 1;
    return Math.round(this.#random() * ceiling);
  }

  reset(): void {
    this.#attempts = 0;
  }
}
