/** A stream of the core ticks as often, so that this wakes nobody who would sleep. */
const beatMs = 1000;

/** How late the event loop comes to its timers: who blocks it delays every answer. */
export class LoopLag {
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;
  #worst = 0;

  /** @param now In ms, monotonic. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  start(): void {
    this.#due = this.#now() + beatMs;
    this.#timer = setInterval(() => this.#beat(), beatMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The worst since the last call, in whole ms; a block that still lasts is told as far as it lasted. */
  take(): number {
    const worst = Math.max(this.#worst, this.#now() - this.#due, 0);
    this.#worst = 0;
    return Math.round(worst);
  }

  #beat(): void {
    const now = this.#now();
    this.#worst = Math.max(this.#worst, now - this.#due);
    this.#due = now + beatMs;
  }
}
