import type { Log } from "../delivery/log.ts";
import { direct, proxyLabel } from "./address.ts";

/** Faults in a row after which a way is left; once all of them have failed, each gets one try at a time. */
const patience = 2;

/**
 * Which of the ways out is taken: the one that worked last, until it fails twice in a row; then the next one, and after
 * the last the first again. One line per change in the log.
 */
export class Route {
  readonly #ways: readonly string[];
  readonly #log: Log;
  #index = 0;
  #failures = 0;
  /** Ways left since something worked. */
  #left = 0;
  /** The way that worked last. */
  #proven: string | undefined;

  constructor(ways: readonly string[], log: Log) {
    this.#ways = ways;
    this.#log = log;
  }

  get way(): string {
    return this.#ways[this.#index] ?? direct;
  }

  /** Telegram answered over the present way. */
  worked(): void {
    const changed = this.#proven !== this.way || this.#left > 0;
    this.#proven = this.way;
    this.#failures = 0;
    this.#left = 0;
    const trivial = this.#ways.length === 1 && this.way === direct;
    if (changed && !trivial) this.#log.info(`Telegram: reached over ${proxyLabel(this.way)}`);
  }

  /** Nobody answered over the present way. */
  failed(): void {
    this.#failures += 1;
    const total = this.#ways.length;
    if (total === 1 || this.#failures < (this.#left < total ? patience : 1)) return;
    const failed = proxyLabel(this.way);
    this.#index = (this.#index + 1) % total;
    this.#failures = 0;
    this.#left += 1;
    if (this.#left < total) this.#log.warn(`Telegram: no answer over ${failed}, going on over ${proxyLabel(this.way)}`);
    else if (this.#left === total)
      this.#log.warn(`Telegram: no answer over any of ${this.#ways.map(proxyLabel).join(", ")}; trying each in turn`);
    else this.#log.debug(`Telegram: still no answer over ${failed}`);
  }
}
