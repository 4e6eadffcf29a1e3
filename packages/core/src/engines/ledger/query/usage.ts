import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import type { Calendar } from "../time/calendar.ts";
import { inReadTransaction } from "../store/database.ts";
import { readFlowSums } from "./flow-sums.ts";
import { rangeOf, type Span } from "./range.ts";
import type { Usage, UsageQuery } from "./types.ts";
import { usageRows } from "./usage-rows.ts";

/** @throws ControllerError `invalid-input` */
export function readUsage(database: DatabaseSync, query: UsageQuery, calendar: Calendar, nowMs: number): Usage {
  const range = rangeOf(database, query, calendar, nowMs);
  checkTop(query.top);
  // What is read must be of one moment: another process may be writing.
  return inReadTransaction(database, () => ({
    rows: usageRows(database, readFlowSums(database, range), query),
    ...readCoverage(database, range, query.controller, nowMs),
    since: range.from * 1000,
    until: range.to * 1000,
  }));
}

function checkTop(top: number | undefined): void {
  if (top === undefined || (Number.isInteger(top) && top > 0)) return;
  throw new ControllerError("invalid-input", "top must be a whole number above 0.");
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
