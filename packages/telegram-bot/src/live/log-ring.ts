import { harmless } from "../text/harmless.ts";

/** A line of the core's log as it came. */
export interface RawLine {
  /** Unix time in ms. */
  readonly at: number;
  readonly level: string;
  readonly text: string;
}

/** As many lines as a document is good for. */
const keptLines = 2000;
/** Of a storm so many of each second: they say what it is about, and all of them would be garbage that lives long. */
const keptPerSecond = 100;
/** Longer ones are cut: what matters stands at the beginning. */
const longestLine = 500;

/** The latest lines of a log, in a fixed room, without what opens anything. */
export class LogRing {
  readonly #most: number;
  readonly #lines: RawLine[] = [];
  #next = 0;
  #second = Number.NEGATIVE_INFINITY;
  #inSecond = 0;

  constructor(most = keptLines) {
    this.#most = most;
  }

  add(line: RawLine): void {
    const second = Math.floor(line.at / 1000);
    if (second !== this.#second) this.#begin(second, line.at);
    this.#inSecond += 1;
    if (this.#inSecond > keptPerSecond) return;
    // Only here: of a storm nearly every line is left out, and to clean each would take all the time there is.
    this.#keep({ at: line.at, level: line.level, text: harmless(line.text).slice(0, longestLine) });
  }

  /** Latest last. */
  get lines(): readonly RawLine[] {
    return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)];
  }

  #begin(second: number, at: number): void {
    const left = this.#inSecond - keptPerSecond;
    // In the log's own language, as the lines around it.
    if (left > 0) this.#keep({ at, level: "info", text: `… ${left} more lines of that second were left out` });
    this.#second = second;
    this.#inSecond = 0;
  }

  #keep(line: RawLine): void {
    this.#lines[this.#next] = line;
    this.#next = (this.#next + 1) % this.#most;
  }
}
