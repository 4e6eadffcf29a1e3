import type { QuietHours } from "../config.ts";

/** Whether the clocks of a time zone show a quiet hour. */
export type IsQuiet = (ms: number) => boolean;

/** @param timeZone IANA name; default: the system's. */
export function quietTest(hours: QuietHours | undefined, timeZone?: string): IsQuiet {
  if (hours === undefined) return () => false;
  const format = new Intl.DateTimeFormat("en-US", {
    ...(timeZone === undefined ? undefined : { timeZone }),
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  });
  const { from, to } = hours;
  return (ms) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) shown[type] = Number(value);
    const minute = (shown["hour"] ?? 0) * 60 + (shown["minute"] ?? 0);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  };
}
