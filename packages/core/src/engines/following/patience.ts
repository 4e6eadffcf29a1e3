/** How long after a vain try the next one comes, in ms; doubled each time up to `maxMs`. */
const firstMs = 2000;
const maxMs = 60_000;

/** What was tried in vain is tried again, but ever more rarely. */
export class Patience {
  readonly #now: () => number;
  readonly #waiting = new Map<string, { readonly until: number; readonly ms: number }>();

  /** @param now Monotonic ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  isDue(key: string): boolean {
    return (this.#waiting.get(key)?.until ?? 0) <= this.#now();
  }

  vain(key: string): void {
    const before = this.#waiting.get(key);
    const ms = before === undefined ? firstMs : Math.min(maxMs, before.ms * 2);
    this.#waiting.set(key, { until: this.#now() + ms, ms });
  }

  /** It was not in vain, or does not matter any more. */
  forget(key: string): void {
    this.#waiting.delete(key);
  }

  /** Forgets whatever is not among these. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#waiting.keys()) if (!keys.has(key)) this.#waiting.delete(key);
  }
}
