import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { ControllerError } from "../../client/errors.ts";
import type { Calendar } from "./calendar.ts";
import { parseMoment } from "./moment.ts";

/** What usage can be summed by. */
export const usageDimensions = ["device", "host", "outbound", "rule"] as const;
export type UsageDimension = (typeof usageDimensions)[number];

export interface UsageQuery {
  readonly by: UsageDimension;
  /** A moment as `parseMoment` reads it, or ms; default: the beginning of the ledger. */
  readonly since?: string | number;
  /** Default: now. */
  readonly until?: string | number;
  /** Only the largest so many; default all. */
  readonly top?: number;
  /** Only this controller; default all. */
  readonly controller?: string;
}

export interface UsageRow {
  /** Device address, host, `Group → node` or the node alone, rule; `""` where it is not known or not kept. */
  readonly key: string;
  /** Bytes. */
  readonly upload: number;
  readonly download: number;
  /** The two parts of an outbound's key. */
  readonly group?: string;
  readonly node?: string;
}

export interface Usage {
  /** Largest first. */
  readonly rows: readonly UsageRow[];
  /** Share (0–1) of the time in which frames came one after the other. */
  readonly coverage: number;
  /** Bytes that the core counted on connections which no frame showed, or not to their end. In no row. */
  readonly unattributed: { readonly upload: number; readonly download: number };
  /** The time (ms) that was summed: widened to whole hours, and to whole days where the hours are no longer kept. */
  readonly since: number;
  readonly until: number;
}

/** @throws ControllerError `invalid-input` */
export function readUsage(database: DatabaseSync, query: UsageQuery, calendar: Calendar, nowMs: number): Usage {
  const range = rangeOf(database, query, calendar, nowMs);
  const controller = query.controller ?? null;
  const filter = controller === null ? [] : [controller];
  const parts = [
    ...range.hours.map((span) => ({ table: "hours", unit: "hour", span })),
    ...range.days.map((span) => ({ table: "days", unit: "day", span })),
  ];
  const rows = database
    .prepare(usageSql(query.by, parts, controller !== null))
    .all(...parts.flatMap(({ span }) => [span.from, span.to]), ...filter, topOf(query.top)) as unknown as StoredRow[];
  return {
    rows: rows.map((row) => usageRow(query.by, row)),
    ...readCoverage(database, range, filter, nowMs),
    since: range.from * 1000,
    until: range.to * 1000,
  };
}

/** Seconds, `to` not included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Range extends Span {
  readonly hours: readonly Span[];
  readonly days: readonly Span[];
}

/** Whole days from the days, what is left at both ends from the hours. */
function rangeOf(database: DatabaseSync, query: UsageQuery, calendar: Calendar, nowMs: number): Range {
  const first = database.prepare("SELECT min(hour) AS hour FROM hours").get()?.["hour"];
  const start = database.prepare("SELECT min(hour) AS hour FROM coverage").get()?.["hour"];
  const untilMs = Math.min(momentMs(query.until, nowMs, calendar) ?? nowMs, nowMs);
  const sinceMs = momentMs(query.since, nowMs, calendar) ?? Number(start ?? calendar.hourStart(nowMs) / 1000) * 1000;
  if (sinceMs > untilMs)
    throw new ControllerError("invalid-input", "The time asked for ends before it begins: since must be before until.");

  // Hours are dropped by the day, so of the first day that has any it has all.
  const hoursFromMs = first === null ? Number.POSITIVE_INFINITY : calendar.dayStart(Number(first) * 1000);
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
  if (firstWholeDay >= endOfWholeDays) return { ...span(from, to), hours: [span(from, to)], days: [] };
  return {
    ...span(from, to),
    hours: [span(from, firstWholeDay), span(endOfWholeDays, to)].filter((part) => part.from < part.to),
    days: [span(firstWholeDay, endOfWholeDays)],
  };
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

function topOf(top: number | undefined): number {
  if (top === undefined) return -1;
  if (Number.isInteger(top) && top > 0) return top;
  throw new ControllerError("invalid-input", "top must be a whole number above 0.");
}

interface StoredRow {
  readonly key: string;
  readonly other: string;
  readonly upload: number;
  readonly download: number;
}

function usageSql(by: UsageDimension, parts: readonly { table: string; unit: string }[], isFiltered: boolean): string {
  const [key, other] = by === "outbound" ? ["node", `"group"`] : [by, by];
  const bytes = parts.map(
    ({ table, unit }) => `SELECT flow, upload, download FROM ${table} WHERE ${unit} >= ? AND ${unit} < ?`,
  );
  return `
    WITH sums AS (
      SELECT f.${key} AS key, f.${other} AS other, total(b.upload) AS upload, total(b.download) AS download
      FROM (${bytes.join(" UNION ALL ")}) AS b JOIN flows AS f ON f.id = b.flow
      ${isFiltered ? "WHERE f.controller = (SELECT id FROM controllers WHERE name = ?)" : ""}
      GROUP BY 1, 2
    )
    SELECT k.text AS key, o.text AS other, upload, download
    FROM sums JOIN names AS k ON k.id = sums.key JOIN names AS o ON o.id = sums.other
    ORDER BY upload + download DESC, k.text, o.text LIMIT ?`;
}

function usageRow(by: UsageDimension, { key, other, upload, download }: StoredRow): UsageRow {
  if (by !== "outbound") return { key, upload, download };
  return { key: key === other ? key : `${other} → ${key}`, upload, download, group: other, node: key };
}

function readCoverage(
  database: DatabaseSync,
  { from, to }: Span,
  filter: readonly SQLInputValue[],
  nowMs: number,
): Pick<Usage, "coverage" | "unattributed"> {
  const only = filter.length === 0 ? "" : "AND name = ?";
  const sums = database
    .prepare(
      `SELECT total(observed_seconds) AS seconds, total(unattributed_upload) AS upload, total(unattributed_download) AS download
       FROM coverage JOIN controllers ON controllers.id = controller WHERE hour >= ? AND hour < ? ${only}`,
    )
    .get(from, to, ...filter) as { readonly seconds: number; readonly upload: number; readonly download: number };
  const controllers = Number(
    database.prepare(`SELECT count(*) AS n FROM controllers WHERE true ${only}`).get(...filter)?.["n"],
  );
  const asked = (Math.min(to, nowMs / 1000) - from) * controllers;
  return {
    coverage: asked > 0 ? Math.min(1, sums.seconds / asked) : 0,
    unattributed: { upload: sums.upload, download: sums.download },
  };
}
