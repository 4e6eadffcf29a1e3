/** So long an outcome says something about the next one. */
const freshMs = 10 * 60_000;
/** Outcomes kept; a subscription that renames its nodes daily must not fill the memory. */
const maxKept = 10_000;

/** How nodes did lately. */
export class RecentDelays {
  readonly #now: () => number;
  readonly #known = new Map<string, { at: number; delay: number | null }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** ms of the last test, null where it failed, undefined where there was none within ten minutes. */
  get(key: string): number | null | undefined {
    const known = this.#known.get(key);
    return known === undefined || this.#now() - known.at > freshMs ? undefined : known.delay;
  }

  note(key: string, delay: number | null): void {
    // Taken out first, so that the map's order is that of age.
    this.#known.delete(key);
    this.#known.set(key, { at: this.#now(), delay });
    if (this.#known.size <= maxKept) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
