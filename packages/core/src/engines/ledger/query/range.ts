import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import type { Calendar } from "../time/calendar.ts";
import { parseMoment } from "../time/moment.ts";

/** `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time that is summed, in seconds, and which rows of which table make it up. */
export interface Range extends Span {
  readonly hours: readonly Span[];
  readonly days: readonly Span[];
  /** Numbers of months. */
  readonly months: readonly Span[];
}

/** What is asked for: moments as `parseMoment` reads them, or ms. */
export interface AskedTime {
  readonly since?: string | number;
  readonly until?: string | number;
}

interface Times {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly nowMs: number;
  /** From here on all hours, or days, are there. */
  readonly hoursFromMs: number;
  readonly daysFromMs: number;
}

/**
 * Whole months from the months, whole days from the days, what is left at both ends from the hours; where days or hours
 * are no longer kept, the range is widened.
 * @throws ControllerError `invalid-input`
 */
export function rangeOf(database: DatabaseSync, asked: AskedTime, calendar: Calendar, nowMs: number): Range {
  const first = database
    .prepare(
      `SELECT (SELECT min(hour) FROM hours) AS hour, (SELECT days_from FROM kept) AS day,
         (SELECT min(hour) FROM coverage) AS start`,
    )
    .get() as { readonly hour: number | null; readonly day: number; readonly start: number | null };
  const untilMs = Math.min(momentMs(asked.until, nowMs, calendar) ?? nowMs, nowMs);
  const sinceMs = momentMs(asked.since, nowMs, calendar) ?? (first.start ?? calendar.hourStart(nowMs) / 1000) * 1000;
  if (sinceMs > untilMs)
    throw new ControllerError("invalid-input", "The time asked for ends before it begins: since must be before until.");
  const times = {
    sinceMs,
    untilMs,
    nowMs,
    // Hours are dropped by the day, so of the first day that has any it has all.
    hoursFromMs: first.hour === null ? Number.POSITIVE_INFINITY : calendar.dayStart(first.hour * 1000),
    daysFromMs: first.day * 1000,
  };
  return sinceMs < times.daysFromMs ? withMonths(times, calendar) : withinDays(times, calendar);
}

function withMonths(times: Times, calendar: Calendar): Range {
  const { sinceMs, untilMs, nowMs, daysFromMs } = times;
  const firstMonth = calendar.monthOf(sinceMs);
  // Of the month in which the days begin some are missing.
  const firstOfDays = calendar.monthOf(daysFromMs - 1) + 1;
  const from = calendar.startOfMonth(firstMonth) / 1000;
  const restMs = calendar.startOfMonth(firstOfDays);
  if (untilMs > restMs) {
    const rest = withinDays({ ...times, sinceMs: restMs }, calendar);
    return { ...rest, from, months: [{ from: firstMonth, to: firstOfDays }, ...rest.months] };
  }
  const endMonth = calendar.monthOf(untilMs >= nowMs ? nowMs : untilMs - 1) + 1;
  const to = untilMs >= nowMs ? calendar.hourStart(nowMs) + 3_600_000 : calendar.startOfMonth(endMonth);
  return { from, to: to / 1000, hours: [], days: [], months: [{ from: firstMonth, to: endMonth }] };
}

function withinDays({ sinceMs, untilMs, nowMs, hoursFromMs }: Times, calendar: Calendar): Range {
  const from = sinceMs < hoursFromMs ? calendar.dayStart(sinceMs) : calendar.hourStart(sinceMs);
  const isOpen = untilMs >= nowMs;
  // An end on the stroke belongs to what ended, but the present to what began.
  const lastMs = isOpen ? nowMs : untilMs - 1;
  const hourEnd = calendar.hourStart(lastMs) + 3_600_000;
  const dayEnd = calendar.dayStartAfter(lastMs, 1);
  const to = isOpen || untilMs > hoursFromMs ? hourEnd : dayEnd;

  const firstWholeDay = from === calendar.dayStart(from) ? from : calendar.dayStartAfter(from, 1);
  // A day that still runs is whole when everything until now is asked for.
  const endOfWholeDays = isOpen || to === dayEnd ? dayEnd : calendar.dayStart(lastMs);
  if (firstWholeDay >= endOfWholeDays) return { ...span(from, to), hours: [span(from, to)], days: [], months: [] };
  return {
    ...span(from, to),
    hours: [span(from, firstWholeDay), span(endOfWholeDays, to)].filter((part) => part.from < part.to),
    ...wholeMonths(firstWholeDay, endOfWholeDays, isOpen, calendar),
  };
}

/** Whole months from the months, which have far fewer rows, and the other days from the days; all in ms. */
function wholeMonths(
  fromMs: number,
  toMs: number,
  isOpen: boolean,
  calendar: Calendar,
): Pick<Range, "days" | "months"> {
  const first = calendar.monthOf(fromMs - 1) + 1;
  // A month that still runs is whole when everything until now is asked for.
  const end = isOpen ? calendar.monthOf(toMs - 1) + 1 : calendar.monthOf(toMs);
  if (first >= end) return { days: [span(fromMs, toMs)], months: [] };
  const days = [span(fromMs, calendar.startOfMonth(first)), span(calendar.startOfMonth(end), toMs)];
  return { days: days.filter((part) => part.from < part.to), months: [{ from: first, to: end }] };
}

function span(fromMs: number, toMs: number): Span {
  return { from: fromMs / 1000, to: toMs / 1000 };
}

function momentMs(moment: string | number | undefined, nowMs: number, calendar: Calendar): number | undefined {
  if (typeof moment === "string") return parseMoment(moment, nowMs, calendar);
  if (moment !== undefined && !Number.isFinite(moment))
    throw new ControllerError("invalid-input", "A moment given as a number must be a Unix time in ms.");
  return moment;
}
