/** What one finished test says about how much the core bears. */
export interface Finished {
  /** The pace's epoch when the test was sent. */
  readonly epoch: number;
  /** `quick`: answered as fast as ever. `surprise`: timed out though the node was fine lately. `nothing`: neither. */
  readonly sign: "quick" | "surprise" | "nothing";
  /** Others waited for a place, so that a higher limit would have been used. */
  readonly isWaitedFor: boolean;
}

/** So many tests at most, whatever the core bears. */
const cap = 16;
/** Where a pace starts, and the least it falls to. */
const start = 8;
const floor = 4;
const fall = 0.75;

/**
 * How many tests may be under way: more while answers are quick, fewer when nodes that were fine time out, which is what
 * a core or a line with too much to do looks like. Surprises of tests that were sent before the last fall are part of
 * the same trouble and count once.
 */
export class Pace {
  readonly cap = cap;
  #limit = start;
  #epoch = 0;
  /** Until the first fall each quick answer raises the limit; after it, a limit's worth of them do. */
  #isRamping = true;
  #credit = 0;
  /** Even the least is too much: then nodes are gone, not overloaded, and going slowly helps nobody. */
  #isBlackout = false;

  get limit(): number {
    return this.#limit;
  }

  /** Counts the falls. */
  get epoch(): number {
    return this.#epoch;
  }

  note({ epoch, sign, isWaitedFor }: Finished): void {
    if (sign === "surprise") this.#surprised(epoch);
    else if (sign === "quick") this.#answered(isWaitedFor);
  }

  #answered(isWaitedFor: boolean): void {
    this.#isBlackout = false;
    if (!isWaitedFor || this.#limit >= cap) return;
    this.#credit += 1;
    if (!this.#isRamping && this.#credit < this.#limit) return;
    this.#credit = 0;
    this.#limit += 1;
  }

  #surprised(epoch: number): void {
    if (this.#isBlackout || epoch < this.#epoch) return;
    this.#isRamping = false;
    this.#credit = 0;
    this.#epoch += 1;
    this.#isBlackout = this.#limit === floor;
    this.#limit = this.#isBlackout ? start : Math.max(floor, Math.floor(this.#limit * fall));
  }
}
