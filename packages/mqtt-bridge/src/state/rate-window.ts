import type { TrafficFrame } from "@pointsman/core";

/** Mean and peak of the frames since the last reading: a sample a minute tells nothing of a line that bursts. */
export interface RateReading {
  readonly up: number;
  readonly down: number;
  readonly up_max: number;
  readonly down_max: number;
  /** Seconds the mean covers. */
  readonly window_s: number;
}

/** Collects one frame per second; `take` reads and empties it. */
export class RateWindow {
  #frames = 0;
  #up = 0;
  #down = 0;
  #upMax = 0;
  #downMax = 0;

  add({ up, down }: TrafficFrame): void {
    this.#frames += 1;
    this.#up += up;
    this.#down += down;
    this.#upMax = Math.max(this.#upMax, up);
    this.#downMax = Math.max(this.#downMax, down);
  }

  /** Undefined when no frame came since the last reading. Bytes per second, whole. */
  take(): RateReading | undefined {
    if (this.#frames === 0) return undefined;
    const reading = {
      up: Math.round(this.#up / this.#frames),
      down: Math.round(this.#down / this.#frames),
      up_max: this.#upMax,
      down_max: this.#downMax,
      window_s: this.#frames,
    };
    this.#frames = this.#up = this.#down = this.#upMax = this.#downMax = 0;
    return reading;
  }
}
