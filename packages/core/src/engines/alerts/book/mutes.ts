/** Keys that nothing is told of, each with its end. A key covers those below it. */
export class Mutes {
  readonly #until: Map<string, number>;

  constructor(until: Readonly<Record<string, number>> = {}) {
    this.#until = new Map(Object.entries(until));
  }

  set(key: string, until: number, now: number): void {
    if (until > now) this.#until.set(key, until);
    else this.#until.delete(key);
  }

  /** The end of what silences this key, or undefined. */
  until(key: string, now: number): number | undefined {
    let latest: number | undefined;
    for (let end = key.length; end > 0; end = key.lastIndexOf("/", end - 1)) {
      const until = this.#until.get(key.slice(0, end));
      if (until !== undefined && until > now && until > (latest ?? 0)) latest = until;
    }
    return latest;
  }

  /** Forgets what is over; true where something was. */
  expire(now: number): boolean {
    const over = [...this.#until].filter(([, until]) => until <= now);
    for (const [key] of over) this.#until.delete(key);
    return over.length > 0;
  }

  toJSON(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#until);
  }
}
