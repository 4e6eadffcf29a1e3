import type { DatabaseSync } from "node:sqlite";
import type { Calendar } from "../time/calendar.ts";
import type { LedgerSettings } from "../config.ts";
import { inTransaction } from "./database.ts";

const megabyte = 1_000_000;

/**
 * Drops what is older than the settings keep, then the oldest until the file is small enough: first hours, whose bytes
 * stay in their day, then days, whose bytes stay in their month, then months. Always whole days, so that the hours of a
 * day are either all there or none. Months, and what was seen of each hour, are kept for ever else.
 * Returns whether anything was dropped.
 */
export function prune(database: DatabaseSync, settings: LedgerSettings, calendar: Calendar, nowMs: number): boolean {
  const firstHour = calendar.dayStartAfter(nowMs, -settings["hours-days"]) / 1000;
  const firstDay = calendar.dayStartAfter(nowMs, -settings.days) / 1000;
  let dropped = dropBefore(database, { hour: firstHour, day: firstDay, month: 0 });
  while (usedBytes(database) > settings["max-mb"] * megabyte) {
    const next = nextToDrop(database, calendar, nowMs);
    if (next === undefined) break;
    dropBefore(database, next);
    dropped = true;
  }
  if (dropped) database.exec("PRAGMA incremental_vacuum");
  return dropped;
}

/** First moments (s) of what stays. */
interface Kept {
  readonly hour: number;
  readonly day: number;
  /** A month's number. */
  readonly month: number;
}

function dropBefore(database: DatabaseSync, { hour, day, month }: Kept): boolean {
  return inTransaction(database, () => {
    const hours = database.prepare("DELETE FROM hours WHERE hour < ?").run(hour).changes;
    const days = database.prepare("DELETE FROM days WHERE day < ?").run(day).changes;
    database.prepare("DELETE FROM packed_days WHERE day < ?").run(day);
    const months = database.prepare("DELETE FROM months WHERE month < ?").run(month).changes;
    if (Number(days) > 0) database.prepare("UPDATE kept SET days_from = max(days_from, ?)").run(day);
    if (Number(hours) + Number(days) + Number(months) === 0) return false;
    database.exec(`
      DELETE FROM flows WHERE id NOT IN (SELECT flow FROM hours UNION SELECT flow FROM days UNION SELECT flow FROM months);
      DELETE FROM names WHERE id NOT IN (
        SELECT device FROM flows UNION SELECT host FROM flows UNION SELECT "group" FROM flows
        UNION SELECT node FROM flows UNION SELECT rule FROM flows UNION SELECT provider FROM flows
      );`);
    return true;
  });
}

/** The oldest day of hours, else the oldest day, else the oldest month, but never the present ones. */
function nextToDrop(database: DatabaseSync, calendar: Calendar, nowMs: number): Kept | undefined {
  const today = calendar.dayStart(nowMs) / 1000;
  const first = database
    .prepare(
      "SELECT (SELECT min(hour) FROM hours) AS hour, (SELECT min(day) FROM days) AS day, (SELECT min(month) FROM months) AS month",
    )
    .get() as Readonly<Record<"hour" | "day" | "month", number | null>>;
  const after = (seconds: number): number => calendar.dayStartAfter(seconds * 1000, 1) / 1000;
  if (first.hour !== null && first.hour < today) return { hour: after(first.hour), day: 0, month: 0 };
  if (first.day !== null && first.day < today) return { hour: 0, day: after(first.day), month: 0 };
  if (first.month !== null && first.month < calendar.monthOf(nowMs)) return { hour: 0, day: 0, month: first.month + 1 };
  return undefined;
}

/** Without the pages that are free for what comes next. */
function usedBytes(database: DatabaseSync): number {
  const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
}
