import { expect, test } from "vitest";
import { filledLedger } from "../../../test/support/ledger-rows.ts";
import { defaultLedgerSettings } from "./config.ts";
import { prune } from "./retention.ts";

const now = Date.parse("2026-11-24T10:30:00Z");

function setUp(timeZone?: string) {
  const filled = filledLedger(timeZone);
  const count = (table: string): number =>
    Number(filled.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"]);
  return {
    ...filled,
    counts: () => [count("hours"), count("days"), count("coverage")],
    names: () =>
      filled.database
        .prepare("SELECT text FROM names WHERE text LIKE '%.com' ORDER BY 1")
        .all()
        .map(({ text }) => text),
    prune: (settings: object) =>
      prune(filled.database, { ...defaultLedgerSettings, ...settings }, filled.calendar, now),
  };
}

test("hours give way to their day, and days to nothing, by whole days of the time zone", () => {
  const { add, counts, prune: run, names } = setUp("Asia/Shanghai");
  add("2026-11-24T09:00Z", 1, "today.com");
  // 00:00 and 23:00 there.
  add("2026-11-22T16:00Z", 1, "yesterday.com");
  add("2026-11-22T15:00Z", 1, "before.com");
  add("2026-11-20T16:00Z", 1, "fourth.com");
  add("2026-11-20T15:00Z", 1, "old.com");
  expect(run({ "hours-days": 1, days: 3 })).toBe(true);
  expect(counts()).toEqual([2, 4, 4]);
  expect(names()).toEqual(["before.com", "fourth.com", "today.com", "yesterday.com"]);
  expect(run({ "hours-days": 1, days: 3 })).toBe(false);
});

test("a file that is too large loses its oldest hours first, then its oldest days, but never today", () => {
  const { add, database, counts, prune: run } = setUp();
  const longHost = "x".repeat(3000);
  for (let day = 1; day <= 23; day += 1) {
    for (let host = 0; host < 20; host += 1) {
      add(`2026-11-${String(day).padStart(2, "0")}T10:00Z`, 1, `${day}-${host}-${longHost}`);
    }
  }
  add("2026-11-24T10:00Z", 1, "today.com");
  expect(run({ "hours-days": 400, "max-mb": 1 })).toBe(true);
  const [hours, days] = counts();
  expect(hours).toBe(1);
  expect(days).toBeGreaterThan(100);
  expect(days).toBeLessThan(461);
  expect(database.prepare("SELECT min(day) AS day FROM days").get()?.["day"]).toBeGreaterThan(
    Date.parse("2026-11-01T00:00Z") / 1000,
  );
  run({ "max-mb": 0 });
  expect(counts().slice(0, 2)).toEqual([1, 1]);
});
