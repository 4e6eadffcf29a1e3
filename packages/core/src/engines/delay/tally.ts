import type { DelayResult } from "../../operations/shapes.ts";
import type { DelayBest, DelayProgress } from "./types.ts";

/** The faster of the best so far and one more result. */
export function faster(best: DelayBest | null, { node, delay }: DelayResult): DelayBest | null {
  if (delay === null || (best !== null && best.delay <= delay)) return best;
  return { node, delay };
}

/** Counts a run's results as they come. */
export class Tally {
  readonly #total: number;
  #ok = 0;
  #dead = 0;
  #best: DelayBest | null = null;

  constructor(total: number) {
    this.#total = total;
  }

  add(result: DelayResult): DelayProgress {
    if (result.delay === null) this.#dead += 1;
    else this.#ok += 1;
    this.#best = faster(this.#best, result);
    const [ok, dead] = [this.#ok, this.#dead];
    return { done: ok + dead, total: this.#total, ok, dead, best: this.#best, result };
  }
}
