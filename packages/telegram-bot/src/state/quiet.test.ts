import { expect, test } from "vitest";
import { isQuiet, quietHoursIn } from "./quiet.ts";

test.each([
  ["23:00-07:00", "23:00-07:00"],
  [" 23 – 7 ", "23:00-07:00"],
  ["22:30至6:15", "22:30-06:15"],
  ["0-24", undefined],
  ["23:00", undefined],
  ["25-7", undefined],
  ["7-7:60", undefined],
  ["", undefined],
])("%j means %s", (text, hours) => {
  expect(quietHoursIn(text)).toBe(hours);
});

test("hours are told by the clocks of the chat's zone, over midnight too", () => {
  const at = (time: string): number => Date.parse(`2026-11-27T${time}:00Z`);
  const quiet = (hours: string, zone: string) =>
    ["14:59", "15:00", "22:59", "23:00"].map((time) => isQuiet(hours, at(time), zone));
  expect(quiet("23:00-07:00", "Asia/Shanghai")).toEqual([false, true, true, false]);
  expect(quiet("15:00-16:00", "UTC")).toEqual([false, true, false, false]);
  expect(quiet("", "UTC")).toEqual([false, false, false, false]);
});
