/** One direction of the core's totals against what was booked. */
export class TotalsCheck {
  /** Booked on connections since the last frame. */
  booked = 0;
  /** Booked before the totals showed it: the core reads both a moment apart. */
  #ahead = 0;

  /** Bytes of no connection, where the totals grew by `growth`. `isNew`: the frame does not follow the last one. */
  settle(growth: number, isNew: boolean): number {
    const rest = growth - this.booked - (isNew ? 0 : this.#ahead);
    this.booked = 0;
    this.#ahead = Math.max(0, -rest);
    if (isNew) this.#ahead = 0;
    return Math.max(0, rest);
  }
}
