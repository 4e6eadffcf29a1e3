import type { Observer, Part } from "@pointsman/core";
import type { DiscoveryPart } from "../homeassistant/discovery.ts";
import { isMeasured } from "../house/watched.ts";
import type { House } from "../house/house.ts";
import type { Leavings } from "./leavings.ts";

export interface StocktakingOptions {
  readonly observer: Pick<Observer, "refresh" | "snapshot">;
  /** What the house is made of. */
  readonly parts: readonly Part[];
  readonly leavings: Pick<Leavings, "shaken" | "read" | "endsInMs">;
  /** The house as it is now. */
  readonly read: () => House;
  /** How it is announced; none without discovery. */
  readonly announced: () => Promise<readonly DiscoveryPart[]>;
  /** How long what is missing has to come, ms: after our start, and after the core's. */
  readonly startGraceMs: number;
  readonly restartGraceMs: number;
  /** How old a reading may be that shows what there is, ms. */
  readonly maxAgeMs: number;
  /** When a reading that failed is tried again, ms. */
  readonly retryMs: number;
  /** Something may be known to be gone now. */
  readonly counted: () => void;
}

/**
 * Takes stock of a house where something of it may be missing: after our start, and whenever the core came. It is read as
 * a whole, and what is missing may be late, so it has a grace.
 */
export class Stocktaking {
  readonly #options: StocktakingOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Counts the readings, of which only the newest tells what is missing. */
  #turn = 0;
  #hasMet: boolean;
  #isKnown = false;
  #isCounted = false;

  constructor(options: StocktakingOptions) {
    this.#options = options;
    this.#hasMet = options.observer.snapshot.reachability === "reachable";
  }

  /** What there is was counted, and nothing that is missing may still come. */
  get isDone(): boolean {
    return this.#isCounted && this.#options.leavings.endsInMs === undefined;
  }

  /** All that an earlier life left of the controller is known: what the house lacks of it may be taken back. */
  known(): void {
    this.#isKnown = true;
    this.#count(this.#options.startGraceMs);
  }

  /** The core is there, or is there again. One that is met for the first time may run for long. */
  coreCame(): void {
    if (this.#hasMet) this.#count(this.#options.restartGraceMs);
    else if (this.#isKnown) this.known();
    this.#hasMet = true;
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  #count(graceMs: number): void {
    // Before it is known what an earlier life left, nothing can be missing.
    if (!this.#isKnown) return;
    const turn = (this.#turn += 1);
    this.#isCounted = false;
    const { observer, parts, leavings, maxAgeMs, retryMs, counted } = this.#options;
    leavings.shaken();
    clearTimeout(this.#timer);
    const { signal } = this.#stop;
    const house = parts.filter((part) => !isMeasured(part));
    observer
      .refresh(house, { signal, maxAgeMs })
      .then(async () => {
        if (turn === this.#turn) await this.#compare(turn, graceMs);
        const { endsInMs } = leavings;
        if (turn === this.#turn && endsInMs !== undefined) this.#later(endsInMs, counted);
      })
      // A core that is gone tells of its return; what else failed is tried again.
      .catch(() => {
        if (turn === this.#turn) this.#later(retryMs, () => this.#count(graceMs));
      });
  }

  async #compare(turn: number, graceMs: number): Promise<void> {
    const { leavings, read, announced, counted } = this.#options;
    const house = read();
    const parts = await announced();
    if (turn !== this.#turn) return;
    leavings.read(house, parts, graceMs);
    this.#isCounted = true;
    counted();
  }

  #later(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    if (!this.#stop.signal.aborted) this.#timer = setTimeout(then, ms).unref();
  }
}
