import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offsetIn, timeTicks, type Unit, valueScale } from "./axis.ts";

describe("the scale of values", () => {
  test.each([
    ["rate", 7_000_000, ["0", "2 MB/s", "4 MB/s", "6 MB/s", "8 MB/s"]],
    ["bytes", 90 * 1024 * 1024, ["0", "20 MB", "40 MB", "60 MB", "80 MB", "100 MB"]],
    ["ms", 231, ["0", "50 ms", "100 ms", "150 ms", "200 ms", "250 ms"]],
    ["count", 3, ["0", "1", "2", "3"]],
    ["rate", 1, ["0", "0.2 B/s", "0.4 B/s", "0.6 B/s", "0.8 B/s", "1 B/s"]],
  ] as const)("of %s up to %d reads %j", (unit, max, labels) => {
    expect(valueScale(unit, max).ticks.map(({ label }) => label)).toEqual(labels);
  });

  test.each([0, Number.NaN, -1])("has an upper end where the highest is %d", (max) => {
    expect(valueScale("ms", max).top).toBe(100);
  });

  test("reaches above every value, with few ticks", () => {
    const units: readonly Unit[] = ["rate", "bytes", "count", "ms"];
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.double({ min: 0.001, max: 1e15, noNaN: true }), (unit, max) => {
        const { top, ticks } = valueScale(unit, max);
        expect(top).toBeGreaterThanOrEqual(max * 0.999);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.at(-1)?.at).toBe(top);
      }),
    );
  });
});

const hour = 3_600_000;
const until = Date.parse("2026-11-27T21:10:00Z");
const utc = (): number => 0;
const labels = (span: number, offset = utc): string[] =>
  timeTicks(until - span, until, offset).map(({ label }) => label);

describe("the marks of time", () => {
  test("of an hour, a day, a week and a month stand at round moments", () => {
    expect(labels(hour)).toEqual(["20:10", "20:20", "20:30", "20:40", "20:50", "21:00", "21:10"]);
    expect(labels(24 * hour)).toEqual(["11-27", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]);
    expect(labels(168 * hour)).toEqual(["11-21", "11-22", "11-23", "11-24", "11-25", "11-26", "11-27"]);
    expect(labels(720 * hour)).toHaveLength(6);
  });

  test("follow the wall clock, also where it is put back in between", () => {
    // At 01:00 UTC summer time ends.
    const change = Date.parse("2026-10-25T01:00:00Z");
    const ticks = timeTicks(change - 12 * hour, change + 12 * hour, offsetIn("Europe/Berlin"));
    expect(ticks.map(({ label }) => label)).toEqual([
      "15:00",
      "18:00",
      "21:00",
      "10-25",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
    ]);
    expect(ticks.every(({ at }) => at % hour === 0)).toBe(true);
  });

  test.each([
    ["Asia/Shanghai", 8],
    ["Asia/Kolkata", 5.5],
    ["America/New_York", -5],
    ["UTC", 0],
  ])("in %s are %d hours ahead", (zone, hours) => {
    expect(offsetIn(zone)(until)).toBe(hours * hour);
  });

  test("lie within the time, in order, and are few", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 90 * 24 * hour }), fc.integer({ min: -12, max: 14 }), (span, zone) => {
        const ticks = timeTicks(until - span, until, () => zone * hour);
        expect(ticks.length).toBeLessThanOrEqual(10);
        expect(ticks.every(({ at }) => at >= until - span && at <= until)).toBe(true);
        expect(ticks.map(({ at }) => at)).toEqual(ticks.map(({ at }) => at).toSorted((a, b) => a - b));
      }),
    );
  });
});
