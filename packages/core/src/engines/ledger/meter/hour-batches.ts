import type { Calendar, Slot } from "../time/calendar.ts";
import type { HourBatch } from "./counted.ts";

/** What is not saved yet, hour by hour; nearly always one hour. */
export class HourBatches {
  readonly #calendar: Calendar;
  #all: HourBatch[] = [];
  #current: HourBatch | undefined;
  #number = 0;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  get all(): readonly HourBatch[] {
    return this.#all;
  }

  /** Of the batch that `at` gave last; another one has another number. */
  get number(): number {
    return this.#number;
  }

  /** The batch for what happens at this moment (ms). */
  at(ms: number): HourBatch {
    const slot = this.#calendar.slotAt(ms);
    if (this.#current?.hour === slot.hour) return this.#current;
    this.#current = this.#of(slot);
    this.#number++;
    return this.#current;
  }

  /** Both moments (ms), and all between them, were seen; they are less than an hour apart. */
  observe(fromMs: number, toMs: number): void {
    const batch = this.#of(this.#calendar.slotAt(toMs));
    const hourMs = batch.hour * 1000;
    batch.observedSeconds += (toMs - Math.max(fromMs, hourMs)) / 1000;
    if (fromMs >= hourMs) return;
    this.#of(this.#calendar.slotAt(fromMs)).observedSeconds += (hourMs - fromMs) / 1000;
  }

  clear(): void {
    this.#all = [];
    this.#current = undefined;
  }

  #of(slot: Slot): HourBatch {
    // Not only the last one: clocks are put back.
    const known = this.#all.find(({ hour }) => hour === slot.hour);
    if (known !== undefined) return known;
    const batch = { ...slot, rows: [], observedSeconds: 0, unattributedUpload: 0, unattributedDownload: 0 };
    this.#all.push(batch);
    return batch;
  }
}
