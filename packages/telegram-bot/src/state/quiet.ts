import { zoned } from "./time-zone.ts";

const hours = /^\s*(\d{1,2})(?::(\d{2}))?\s*[-–—~至到]\s*(\d{1,2})(?::(\d{2}))?\s*$/;

function minuteOf(hour: string | undefined, minute = "00"): number | undefined {
  const [h, m] = [Number(hour), Number(minute)];
  return h <= 24 && m < 60 && h * 60 + m <= 1440 ? (h * 60 + m) % 1440 : undefined;
}

function clockText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

interface Hours {
  readonly from: number;
  /** The first minute after. */
  readonly to: number;
}

function hoursOf(text: string): Hours | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = hours.exec(text) ?? [];
  const from = minuteOf(fromHour, fromMinute);
  const to = minuteOf(toHour, toMinute);
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

/** `23-7` and `23:00 – 07:00` are both `23:00-07:00`; undefined for what are no hours. */
export function quietHoursIn(text: string): string | undefined {
  const found = hoursOf(text);
  return found === undefined ? undefined : `${clockText(found.from)}-${clockText(found.to)}`;
}

/** Whether the clocks of the zone show a time within `23:00-07:00`; an empty text is never quiet. */
export function isQuiet(text: string, atMs: number, timeZone: string | undefined): boolean {
  const found = hoursOf(text);
  if (found === undefined) return false;
  const { hour, minute } = zoned(atMs, timeZone);
  const now = Number(hour) * 60 + Number(minute);
  return found.from < found.to ? now >= found.from && now < found.to : now >= found.from || now < found.to;
}
