import { expect, test } from "vitest";
import { quietTest } from "./quiet.ts";

const at = (time: string): number => Date.parse(`2026-11-27T${time}:00Z`);

test("hours over midnight, by the clocks of the zone", () => {
  const isQuiet = quietTest({ from: 23 * 60, to: 7 * 60 }, "Asia/Shanghai");
  // 23:00 in Shanghai is 15:00 UTC.
  expect(["14:59", "15:00", "22:59", "23:00"].map((time) => isQuiet(at(time)))).toEqual([false, true, true, false]);
});

test("hours within a day", () => {
  const isQuiet = quietTest({ from: 13 * 60, to: 14 * 60 + 30 }, "UTC");
  expect(["12:59", "13:00", "14:29", "14:30"].map((time) => isQuiet(at(time)))).toEqual([false, true, true, false]);
});

test("without hours it is never quiet", () => {
  expect(quietTest(undefined)(at("03:00"))).toBe(false);
});
