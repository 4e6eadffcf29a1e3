/** A line of the core's log as it came. */
export interface RawLine {
  /** Unix time in ms. */
  readonly at: number;
  readonly level: string;
  readonly text: string;
}

/** As many lines as a document is good for. */
const keptLines = 2000;
/** Longer ones are cut: what matters stands at the beginning. */
const longestLine = 500;

/** The latest lines of a log, in a fixed room. */
export class LogRing {
  readonly #most: number;
  readonly #lines: RawLine[] = [];
  #next = 0;

  constructor(most = keptLines) {
    this.#most = most;
  }

  add({ at, level, text }: RawLine): void {
    this.#lines[this.#next] = { at, level, text: text.length > longestLine ? text.slice(0, longestLine) : text };
    this.#next = (this.#next + 1) % this.#most;
  }

  /** Latest last. */
  get lines(): readonly RawLine[] {
    return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)];
  }
}
