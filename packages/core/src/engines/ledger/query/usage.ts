import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import type { Calendar } from "../time/calendar.ts";
import { rangeOf, type Span } from "./range.ts";

/** What usage can be summed by. */
export const usageDimensions = ["device", "host", "outbound", "rule", "provider"] as const;
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
  /** Only what this device used, by its key; and only what went through nodes of this provider. */
  readonly device?: string;
  readonly provider?: string;
}

export interface UsageRow {
  /** Device address, host, `Group → node` or the node alone, rule, provider; `""` where it is not known or not kept. */
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
  /** The time (ms) that was summed: widened to whole hours, to whole days where the hours are no longer kept, and to whole months where the days are not. */
  readonly since: number;
  readonly until: number;
}

/** @throws ControllerError `invalid-input` */
export function readUsage(database: DatabaseSync, query: UsageQuery, calendar: Calendar, nowMs: number): Usage {
  const range = rangeOf(database, query, calendar, nowMs);
  const only = onlySql(query);
  const parts = [
    ...range.hours.map((span) => ({ table: "hours", unit: "hour", span })),
    ...range.days.map((span) => ({ table: "days", unit: "day", span })),
    ...range.months.map((span) => ({ table: "months", unit: "month", span })),
  ];
  const rows = database
    .prepare(usageSql(query.by, parts, only.sql))
    .all(
      ...parts.flatMap(({ span }) => [span.from, span.to]),
      ...only.values,
      topOf(query.top),
    ) as unknown as StoredRow[];
  return {
    rows: rows.map((row) => usageRow(row)),
    ...readCoverage(database, range, query.controller, nowMs),
    since: range.from * 1000,
    until: range.to * 1000,
  };
}

function topOf(top: number | undefined): number {
  if (top === undefined) return -1;
  if (Number.isInteger(top) && top > 0) return top;
  throw new ControllerError("invalid-input", "top must be a whole number above 0.");
}

interface StoredRow {
  readonly key: string;
  /** The group of an outbound. */
  readonly other?: string;
  readonly upload: number;
  readonly download: number;
}

/** Which flows are summed. */
function onlySql({ controller, device, provider }: UsageQuery): { readonly sql: string; readonly values: string[] } {
  const wanted: readonly (readonly [sql: string, value: string | undefined])[] = [
    ["f.controller = (SELECT id FROM controllers WHERE name = ?)", controller],
    ["f.device = (SELECT id FROM names WHERE text = ?)", device],
    ["f.provider = (SELECT id FROM names WHERE text = ?)", provider],
  ];
  const given = wanted.filter((one): one is [string, string] => one[1] !== undefined);
  return {
    sql: given.length === 0 ? "" : `WHERE ${given.map(([sql]) => sql).join(" AND ")}`,
    values: given.map(([, value]) => value),
  };
}

function usageSql(by: UsageDimension, parts: readonly { table: string; unit: string }[], only: string): string {
  // Only an outbound has a second name; for others it would cost as much as the first.
  const isPair = by === "outbound";
  const bytes = parts.map(
    ({ table, unit }) => `SELECT flow, upload, download FROM ${table} WHERE ${unit} >= ? AND ${unit} < ?`,
  );
  // Summed by flow first: the rows of a month are of few flows, and only those have to be looked up.
  return `
    WITH bytes AS MATERIALIZED (
      SELECT flow, total(upload) AS upload, total(download) AS download FROM (${bytes.join(" UNION ALL ")}) GROUP BY flow
    ), sums AS (
      SELECT f.${isPair ? `node AS key, f."group" AS other` : `${by} AS key`}, total(b.upload) AS upload, total(b.download) AS download
      FROM bytes AS b JOIN flows AS f ON f.id = b.flow
      ${only}
      GROUP BY ${isPair ? "1, 2" : "1"}
    )
    SELECT k.text AS key, ${isPair ? "o.text AS other," : ""} upload, download
    FROM sums JOIN names AS k ON k.id = sums.key ${isPair ? "JOIN names AS o ON o.id = sums.other" : ""}
    ORDER BY upload + download DESC, key ${isPair ? ", other" : ""} LIMIT ?`;
}

function usageRow({ key, other, upload, download }: StoredRow): UsageRow {
  if (other === undefined) return { key, upload, download };
  return { key: key === other ? key : `${other} → ${key}`, upload, download, group: other, node: key };
}

function readCoverage(
  database: DatabaseSync,
  { from, to }: Span,
  controller: string | undefined,
  nowMs: number,
): Pick<Usage, "coverage" | "unattributed"> {
  const only = controller === undefined ? "" : "AND name = ?";
  const filter = controller === undefined ? [] : [controller];
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
