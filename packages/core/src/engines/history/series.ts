import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../client/errors.ts";
import { didYouMean } from "../../validation/nearest.ts";
import type { Calendar } from "../ledger/time/calendar.ts";
import { parseMoment } from "../ledger/time/moment.ts";
import { finestStep, type LineKind } from "./slots.ts";
import { tierFor, widthFor } from "./tiers.ts";

/** What can be drawn. */
export const curves = ["traffic", "memory", "connections", "delay"] as const;
export type Curve = (typeof curves)[number];

export interface SeriesQuery {
  readonly controller: string;
  readonly what: Curve;
  /** Only with `delay`: one group instead of all. */
  readonly group?: string;
  /** A moment such as `6h`, `today` or RFC 3339, or ms; default an hour ago. */
  readonly since?: string | number;
  /** Default: now. */
  readonly until?: string | number;
  /** Default 360. Where there is more, neighbours are put together; a peak stays in `max`, a low in `min`. */
  readonly maxPoints?: number;
}

/** All that was measured within one `stepMs`. Null: every test in it failed. */
export interface HistoryPoint {
  /** Its beginning; Unix time in ms. */
  readonly at: number;
  readonly min: number | null;
  /** Mean of the measurements, not of the slots. */
  readonly avg: number | null;
  readonly max: number | null;
  /** Tests that failed, where any did. */
  readonly failed?: number;
}

export interface HistoryLine {
  /** `up`, `down`, `memory`, `connections`, or a group's name. */
  readonly name: string;
  /** Oldest first. Where nothing was measured there is no point: two that are more than `stepMs` apart enclose a gap. */
  readonly points: readonly HistoryPoint[];
}

export interface HistorySeries {
  /** Bytes per second (`up`, `down`), bytes, connections, or ms. */
  readonly lines: readonly HistoryLine[];
  /** Width of a point in ms. */
  readonly stepMs: number;
  /** The time (ms) that was asked for, widened to whole points at its beginning. */
  readonly since: number;
  readonly until: number;
}

const kindsOf: Readonly<Record<Curve, readonly LineKind[]>> = {
  traffic: ["up", "down"],
  memory: ["memory"],
  connections: ["connections"],
  delay: ["delay"],
};

const defaultSpanMs = 3_600_000;
const defaultPoints = 360;

/** @throws ControllerError `invalid-input`, and `not-found` for a group that was never drawn */
export function readSeries(
  database: DatabaseSync,
  query: SeriesQuery,
  calendar: Calendar,
  nowMs: number,
): HistorySeries {
  const { controller, what, group, maxPoints = defaultPoints } = query;
  if (!Number.isInteger(maxPoints) || maxPoints < 1)
    throw new ControllerError("invalid-input", "maxPoints must be a whole number above 0.");
  if (group !== undefined && what !== "delay")
    throw new ControllerError("invalid-input", `Only delay is drawn per group, ${what} is not.`);
  const untilMs = Math.min(momentMs(query.until, nowMs, calendar) ?? nowMs, nowMs);
  const sinceMs = momentMs(query.since, nowMs, calendar) ?? untilMs - defaultSpanMs;
  if (sinceMs > untilMs)
    throw new ControllerError("invalid-input", "The time asked for ends before it begins: since must be before until.");

  const kinds = kindsOf[what];
  const { step } = tierFor((nowMs - sinceMs) / 1000, Math.max(...kinds.map((kind) => finestStep[kind])));
  const width = widthFor((untilMs - sinceMs) / 1000, step, maxPoints);
  const from = Math.floor(sinceMs / 1000 / width) * width;
  // An end on the stroke belongs to what ended, but the present to what began.
  const end = untilMs >= nowMs ? nowMs + 1 : untilMs;
  const points = database.prepare(
    `SELECT at - at % :width AS slot, min(min) AS min, max(max) AS max, total(sum) AS sum, sum(count) AS count,
       sum(failed) AS failed
     FROM history_slots WHERE line = :line AND step = :step AND at >= :from AND at * 1000 < :end GROUP BY 1 ORDER BY 1`,
  );
  return {
    lines: linesOf(database, controller, kinds, group).map(({ id, name }) => ({
      name,
      points: (points.all({ width, line: id, step, from, end }) as unknown as StoredPoint[]).map(pointOf),
    })),
    stepMs: width * 1000,
    since: from * 1000,
    until: untilMs,
  };
}

interface StoredPoint {
  readonly slot: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number;
  readonly count: number;
  readonly failed: number;
}

function pointOf({ slot, min, max, sum, count, failed }: StoredPoint): HistoryPoint {
  const avg = count === 0 ? null : sum / count;
  return { at: slot * 1000, min, avg, max, ...(failed === 0 ? {} : { failed }) };
}

interface FoundLine {
  /** Null where nothing was recorded yet: then nothing is found, which is right. */
  readonly id: number | null;
  readonly name: string;
}

function linesOf(
  database: DatabaseSync,
  controller: string,
  kinds: readonly LineKind[],
  group: string | undefined,
): readonly FoundLine[] {
  if (!kinds.includes("delay")) {
    const find = database.prepare("SELECT id FROM history_lines WHERE controller = ? AND kind = ?");
    return kinds.map((name) => ({ id: Number(find.get(controller, name)?.["id"] ?? 0), name }));
  }
  const all = database
    .prepare(`SELECT id, "group" AS name FROM history_lines WHERE controller = ? AND kind = 'delay' ORDER BY "group"`)
    .all(controller) as unknown as readonly FoundLine[];
  if (group === undefined) return all;
  const found = all.filter(({ name }) => name === group);
  if (found.length > 0) return found;
  const tail =
    didYouMean(
      group,
      all.map(({ name }) => name),
    ) || ".";
  throw new ControllerError("not-found", `No delay of the group ${JSON.stringify(group)} was recorded yet${tail}`);
}

function momentMs(moment: string | number | undefined, nowMs: number, calendar: Calendar): number | undefined {
  if (typeof moment === "string") return parseMoment(moment, nowMs, calendar);
  if (moment !== undefined && !Number.isFinite(moment))
    throw new ControllerError("invalid-input", "A moment given as a number must be a Unix time in ms.");
  return moment;
}
