import type { DatabaseSync } from "node:sqlite";
import { decodeDay, type FlowRow } from "../store/day-packs.ts";
import type { Range, Span } from "./range.ts";
import { Sums } from "./sums.ts";

/**
 * What each flow moved in a range: days that are over from their packs, all else row by row. Not by SQLite's GROUP BY,
 * which sorts what it groups: for the days of a month that takes several times as long as reading them.
 */
export function readFlowSums(database: DatabaseSync, { hours, days, months }: Range): Sums {
  const sums = new Sums();
  const addRows = (table: string, unit: string, { from, to }: Span): void => {
    const rows = database.prepare(`SELECT flow, upload, download FROM ${table} WHERE ${unit} >= ? AND ${unit} < ?`);
    for (const { flow, upload, download } of rows.all(from, to) as unknown as FlowRow[])
      sums.add(flow, upload, download);
  };
  for (const span of hours) addRows("hours", "hour", span);
  for (const span of months) addRows("months", "month", span);
  for (const span of days) {
    const packed = addPacked(database, span, sums);
    for (const day of daysOf(database, span)) if (!packed.has(day)) addRows("days", "day", { from: day, to: day + 1 });
  }
  return sums;
}

/** Returns the days that were added. */
function addPacked(database: DatabaseSync, { from, to }: Span, sums: Sums): ReadonlySet<number> {
  const packs = database.prepare("SELECT day, flows FROM packed_days WHERE day >= ? AND day < ?");
  const packed = new Set<number>();
  for (const { day, flows } of packs.iterate(from, to) as Iterable<unknown> as Iterable<{
    readonly day: number;
    readonly flows: Uint8Array;
  }>) {
    packed.add(day);
    decodeDay(flows, sums);
  }
  return packed;
}

/** The days that have rows, each found by one step down the index. */
function* daysOf(database: DatabaseSync, { from, to }: Span): Iterable<number> {
  const next = database.prepare("SELECT min(day) AS day FROM days WHERE day >= ? AND day < ?");
  for (let at = from; ; ) {
    const day = next.get(at, to)?.["day"];
    if (typeof day !== "number") return;
    yield day;
    at = day + 1;
  }
}
