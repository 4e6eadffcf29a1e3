import { describe, expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { rangeOf } from "./range.ts";

const now = Date.parse("2026-11-24T10:30:00Z");
const november = 2026 * 12 + 10;
const day = (text: string): number => Date.parse(`${text}T00:00Z`) / 1000;

/** In a ledger that has all hours and days since the first of August. */
function range(since: string, until?: string) {
  const { database, calendar, add } = filledLedger();
  add("2026-08-01T00:00Z", 1);
  return rangeOf(database, until === undefined ? { since } : { since, until }, calendar, now);
}

describe("a range is made of", () => {
  test("the month that runs, and days before it", () => {
    expect(range("30d")).toEqual({
      from: day("2026-10-25"),
      to: Date.parse("2026-11-24T11:00Z") / 1000,
      hours: [],
      days: [{ from: day("2026-10-25"), to: day("2026-11-01") }],
      months: [{ from: november, to: november + 1 }],
    });
  });

  test("whole months between days between hours", () => {
    expect(range("2026-08-30T22:00:00Z", "2026-11-02T03:00:00Z")).toMatchObject({
      hours: [
        { from: Date.parse("2026-08-30T22:00Z") / 1000, to: day("2026-08-31") },
        { from: day("2026-11-02"), to: Date.parse("2026-11-02T03:00Z") / 1000 },
      ],
      days: [
        { from: day("2026-08-31"), to: day("2026-09-01") },
        { from: day("2026-11-01"), to: day("2026-11-02") },
      ],
      months: [{ from: november - 2, to: november }],
    });
  });

  test.each([
    ["a month and nothing else", "2026-10-01", "2026-11-01", 0, 1],
    ["days of two months, of which none is whole", "2026-09-02", "2026-10-31", 1, 0],
    ["days of one month", "2026-10-02", "2026-10-09", 1, 0],
  ])("%s", (_, since, until, days, months) => {
    const found = range(since, until);
    expect([found.days.length, found.months.length, found.hours.length]).toEqual([days, months, 0]);
  });
});
