import type { Reachability } from "@pointsman/core";

export interface AvailabilityOptions {
  /** A core is offline when nothing came of its traffic for so long, ms, and it does not answer either. */
  readonly lostMs: number;
  /** Two changes are at least so far apart, ms. */
  readonly steadyMs: number;
  /** In ms, never falling. */
  readonly now: () => number;
  /** Reads what a house is made of, so that nothing is online that shows yesterday. */
  readonly read: () => Promise<unknown>;
  readonly changed: () => void;
}

/** A reading that failed while the core answers is tried again after this, in ms. */
const againMs = 1000;

/**
 * What subscribers are told of a core: `online` once its house was read, `offline` once it was silent for long. A core that
 * flaps, or restarts quickly, makes no entity of Home Assistant flicker.
 */
export class Availability {
  readonly #options: AvailabilityOptions;
  readonly #timers: { judge?: NodeJS.Timeout; read?: NodeJS.Timeout } = {};
  #reachability: Reachability = "unknown";
  #told: "online" | "offline" = "offline";
  #toldAt = Number.NEGATIVE_INFINITY;
  #heardAt = Number.NEGATIVE_INFINITY;
  /** Counts the times that the core came, of which only the newest is read for. */
  #turn = 0;
  #isRead = false;

  constructor(options: AvailabilityOptions) {
    this.#options = options;
  }

  get state(): "online" | "offline" {
    return this.#told;
  }

  /** Valid data of its traffic came. */
  heard(): void {
    this.#heardAt = this.#options.now();
  }

  saw(reachability: Reachability): void {
    if (reachability === this.#reachability) return;
    this.#reachability = reachability;
    this.#turn += 1;
    this.#isRead = false;
    clearTimeout(this.#timers.read);
    if (reachability === "reachable") this.#read(this.#turn);
    this.#judge();
  }

  stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timers.judge);
    clearTimeout(this.#timers.read);
  }

  #read(turn: number): void {
    this.#options.read().then(
      () => {
        if (turn !== this.#turn) return;
        this.#isRead = true;
        this.#judge();
      },
      () => {
        if (turn === this.#turn) this.#timers.read = setTimeout(() => this.#read(turn), againMs).unref();
      },
    );
  }

  #judge(): void {
    clearTimeout(this.#timers.judge);
    const { now, lostMs, steadyMs, changed } = this.#options;
    const isHere = this.#reachability === "reachable";
    const wanted = isHere ? "online" : "offline";
    if (wanted === this.#told || (isHere && !this.#isRead)) return;
    const dueAt = Math.max(this.#toldAt + steadyMs, isHere ? Number.NEGATIVE_INFINITY : this.#heardAt + lostMs);
    const waitMs = dueAt - now();
    if (waitMs > 0) {
      this.#timers.judge = setTimeout(() => this.#judge(), waitMs).unref();
      return;
    }
    this.#told = wanted;
    this.#toldAt = now();
    changed();
  }
}
