import { describe, expect, test } from "vitest";
import { timeZoneIn, zoned } from "./time-zone.ts";

test.each([
  ["Asia/Shanghai", "Asia/Shanghai"],
  [" shanghai ", "Asia/Shanghai"],
  ["new york", "America/New_York"],
  ["utc", "UTC"],
  ["nowhere", undefined],
  ["Mars/Olympus", undefined],
  ["", undefined],
  ["+08:00", undefined],
])("%j means %s", (text, zone) => {
  expect(timeZoneIn(text)).toBe(zone);
});

describe("a zone", () => {
  test("has its own day and hour", () => {
    const at = Date.parse("2026-11-27T22:30:05Z");
    expect(zoned(at, "Asia/Shanghai")).toEqual({ month: "11", day: "28", hour: "06", minute: "30", second: "05" });
    expect(zoned(at, "UTC")).toMatchObject({ day: "27", hour: "22" });
  });
});
