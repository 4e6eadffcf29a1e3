/** What silence means on a stream that has a rhythm. */
export interface RhythmEvents {
  /** No frame for `stallAfterMs`. */
  onStall(): void;
  /** No frame for twice that: the socket is dead, though nobody said so. */
  onDead(): void;
}

/**
 * Watches for silence, as the core answers no ping: a half-open socket shows only by what does not come.
 * Frames of such streams come a few times a second at most, so each may move a timer.
 */
export class Rhythm {
  readonly #events: RhythmEvents;
  readonly #timer: NodeJS.Timeout;
  #isStalled = false;

  constructor(stallAfterMs: number, events: RhythmEvents) {
    this.#events = events;
    this.#timer = setTimeout(() => this.#silent(), stallAfterMs);
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** A frame came. */
  beat(): void {
    this.#isStalled = false;
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #silent(): void {
    if (this.#isStalled) {
      this.#events.onDead();
      return;
    }
    this.#isStalled = true;
    this.#timer.refresh();
    this.#events.onStall();
  }
}
