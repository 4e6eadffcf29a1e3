/**
 * Decides when what is missing is gone. Nothing is before the house was read as a whole; what was missing from that reading
 * may be late, as its core may still start, and has until the end of a grace. What goes later is gone at once.
 */
export class Grace {
  readonly #now: () => number;
  #late: ReadonlySet<string> | undefined;
  #until = 0;

  /** @param now In ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The core started, or may have: only the next whole reading tells what there is. */
  shaken(): void {
    this.#late = undefined;
  }

  /** Everything was read, and these were missing. */
  read(missing: Iterable<string>, graceMs: number): void {
    this.#late = new Set(missing);
    this.#until = this.#now() + graceMs;
  }

  isGone(what: string): boolean {
    return this.#late !== undefined && (this.#now() >= this.#until || !this.#late.has(what));
  }

  /** How long something late has still to come, in ms; undefined where nothing is late. */
  get endsInMs(): number | undefined {
    if (this.#late === undefined || this.#late.size === 0) return undefined;
    const left = this.#until - this.#now();
    return left > 0 ? left : undefined;
  }
}
