import { ControllerError } from "../../../client/errors.ts";
import type { Calendar } from "./calendar.ts";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const dayUnits: Readonly<Record<string, number>> = { d: 1, w: 7 };

/**
 * A moment as people write it, in ms: `30m`, `12h`, `7d`, `4w` ago; `today`, `yesterday`, `2026-11-01`, all at the start
 * of that day in the calendar's zone; `month`, the start of this one; or RFC 3339. `7d` and `4w` go back to the start of a day: seven days *and* today.
 * @throws ControllerError `invalid-input`
 */
export function parseMoment(text: string, nowMs: number, calendar: Calendar): number {
  const moment = momentOf(text.trim().toLowerCase(), nowMs, calendar);
  if (moment !== undefined && Number.isFinite(moment)) return moment;
  throw new ControllerError(
    "invalid-input",
    `"${text}" is no moment: give 12h, 7d, today, yesterday, month, a date such as 2026-11-01, or a time such as 2026-11-01T08:00:00Z.`,
  );
}

function momentOf(text: string, nowMs: number, calendar: Calendar): number | undefined {
  if (text === "today") return calendar.dayStart(nowMs);
  if (text === "yesterday") return calendar.dayStartAfter(nowMs, -1);
  if (text === "month") return calendar.monthStart(nowMs);
  const [, amount, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const days = dayUnits[unit];
    if (days !== undefined) return calendar.dayStartAfter(nowMs, -Number(amount) * days);
    return nowMs - Number(amount) * (units[unit] ?? 0);
  }
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year !== undefined) return calendar.dateStart(Number(year), Number(month), Number(day));
  return /^\d{4}-\d{2}-\d{2}t[\d:.]+(z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text.toUpperCase()) : undefined;
}
