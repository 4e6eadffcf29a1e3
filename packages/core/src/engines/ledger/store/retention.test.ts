import { expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { defaultLedgerSettings } from "../config.ts";
import { prune } from "./retention.ts";

const now = Date.parse("2026-11-24T10:30:00Z");

function setUp(timeZone?: string) {
  const filled = filledLedger(timeZone);
  const count = (table: string): number =>
    Number(filled.database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"]);
  return {
    ...filled,
    counts: () => [count("hours"), count("days"), count("months"), count("coverage")],
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
  // Months, and what was seen of each hour, stay.
  expect(counts()).toEqual([2, 4, 5, 5]);
  expect(names()).toEqual(["before.com", "fourth.com", "old.com", "today.com", "yesterday.com"]);
  expect(run({ "hours-days": 1, days: 3 })).toBe(false);
});

test("a file that is too large loses its oldest hours first, then days, then months, but never the present ones", () => {
  const { add, database, counts, prune: run } = setUp();
  const longHost = "x".repeat(3000);
  for (let month = 1; month <= 10; month += 1) {
    for (let host = 0; host < 40; host += 1) {
      add(`2026-${String(month).padStart(2, "0")}-10T10:00Z`, 1, `${month}-${host}-${longHost}`);
    }
  }
  add("2026-11-24T10:00Z", 1, "today.com");
  expect(run({ "hours-days": 400, "max-mb": 1 })).toBe(true);
  const [hours, days, months] = counts();
  expect([hours, days]).toEqual([1, 1]);
  expect(months).toBeGreaterThan(40);
  expect(months).toBeLessThan(401);
  expect(database.prepare("SELECT min(month) AS month FROM months").get()?.["month"]).toBeGreaterThan(2026 * 12);
  run({ "max-mb": 0 });
  expect(counts().slice(0, 3)).toEqual([1, 1, 1]);
});

test("a file that is too large keeps what it has room for", () => {
  const { add, database, counts, prune: run } = setUp();
  for (let day = 1; day <= 23; day += 1) {
    for (let host = 0; host < 100; host += 1) add(`2026-11-${String(day).padStart(2, "0")}T10:00Z`, 1, `${host}.com`);
  }
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  run({ "hours-days": 400, "max-mb": (pages * 4096 * 0.75) / 1e6 });
  const [hours = 0, days = 0, months] = counts();
  expect(hours).toBeLessThan(2300);
  expect(days).toBeGreaterThan(0);
  expect(months).toBe(100);
});

test("months are the last to go, and the present one never", () => {
  const { add, counts, prune: run, names } = setUp();
  add("2025-09-30T10:00Z", 1, "old.com");
  add("2026-10-01T10:00Z", 1, "before.com");
  add("2026-11-01T10:00Z", 1, "now.com");
  run({ days: 1 });
  expect(counts()).toEqual([0, 0, 3, 3]);
  run({ "max-mb": 0 });
  expect(counts()).toEqual([0, 0, 1, 3]);
  expect(names()).toEqual(["now.com"]);
});
