const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** One hour of the house, and the day and month that it is part of, as they are stored: Unix times in seconds, and a number of a month. */
export interface Slot {
  readonly hour: number;
  readonly day: number;
  /** Months since the year 0: whatever the zone, a month is the same one. */
  readonly month: number;
}

/** Hours and days as the wall clocks of one time zone show them, in zones of half hours and on days of 23 or 25 hours too. */
export class Calendar {
  readonly #offset: (ms: number) => number;
  #slot: Slot = { hour: Number.NaN, day: Number.NaN, month: Number.NaN };
  #slotStart = Number.NaN;
  #slotEnd = Number.NaN;

  /** @param timeZone IANA name; default: the system's. */
  constructor(timeZone?: string) {
    this.#offset = timeZone === undefined ? systemOffset : offsetsOf(timeZone);
  }

  /** Where this moment (ms) is booked. The same object for all moments of an hour, as nearly every frame asks for the last one again. */
  slotAt(ms: number): Slot {
    if (ms >= this.#slotStart && ms < this.#slotEnd) return this.#slot;
    this.#slotStart = this.hourStart(ms);
    this.#slotEnd = this.#slotStart + hourMs;
    this.#slot = { hour: this.#slotStart / 1000, day: this.dayStart(ms) / 1000, month: this.monthOf(ms) };
    return this.#slot;
  }

  /** The beginning (ms) of the hour that the moment is in. */
  hourStart(ms: number): number {
    const offset = this.#offsetAt(ms);
    return Math.floor((ms + offset) / hourMs) * hourMs - offset;
  }

  /** The first moment (ms) of the day that the moment is in. */
  dayStart(ms: number): number {
    const day = this.#dayNumber(ms);
    const guess = day * dayMs - this.#offsetAt(ms);
    let start = day * dayMs - this.#offsetAt(guess);
    // Some zones skip midnight when summer begins, or pass it twice when it ends.
    if (this.#dayNumber(start) < day) start += hourMs;
    else if (this.#dayNumber(start - hourMs) === day) start -= hourMs;
    return start;
  }

  /** The beginning (ms) of the day that is so many days after the one of the moment. */
  dayStartAfter(ms: number, days: number): number {
    // From noon on no change of the clocks leads into another day.
    return this.dayStart(this.dayStart(ms) + days * dayMs + dayMs / 2);
  }

  /** The first moment (ms) of the month that the moment is in. */
  monthStart(ms: number): number {
    const shown = new Date(ms + this.#offsetAt(ms));
    return this.dateStart(shown.getUTCFullYear(), shown.getUTCMonth() + 1, 1) ?? this.dayStart(ms);
  }

  /** The number of the month that the moment is in. */
  monthOf(ms: number): number {
    const date = new Date(this.#dayNumber(ms) * dayMs);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  }

  /** The first moment (ms) of the month with this number; of a later day of it, or its last day where it has fewer. */
  startOfMonth(month: number, dayOfMonth = 1): number {
    const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
    const noon = Date.UTC(Math.floor(month / 12), month % 12, Math.min(dayOfMonth, lastDay), 12);
    return this.dayStart(noon - this.#offsetAt(noon));
  }

  /** The first moment of a date such as 2026-11-24, or undefined where there is no such date. */
  dateStart(year: number, month: number, day: number): number | undefined {
    const noon = Date.UTC(year, month - 1, day, 12);
    const date = new Date(noon);
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
    return this.dayStart(noon - this.#offsetAt(noon));
  }

  #dayNumber(ms: number): number {
    return Math.floor((ms + this.#offsetAt(ms)) / dayMs);
  }

  /** What the clocks show minus UTC, in ms. */
  #offsetAt(ms: number): number {
    return this.#offset(Math.floor(ms / 1000) * 1000);
  }
}

/** By the clocks of this machine. A formatter would bring 15 MB of every language's data into memory for the same answer. */
function systemOffset(ms: number): number {
  const shown = new Date(ms);
  const day = [shown.getFullYear(), shown.getMonth(), shown.getDate()] as const;
  return Date.UTC(...day, shown.getHours(), shown.getMinutes(), shown.getSeconds()) - ms;
}

function offsetsOf(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (ms) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
  };
}
