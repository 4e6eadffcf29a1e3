import { expect, it } from "vitest";
import { formatClock, formatTime } from "./time.ts";

it("writes a fraction without trailing zeros, and none for a whole second", () => {
  const at = new Date(2026, 6, 1, 18, 30, 20).getTime();
  expect(formatTime(at)).toMatch(/^2026-07-01T18:30:20(Z|[+-]\d\d:\d\d)$/);
  expect(formatTime(at + 120)).toMatch(/^2026-07-01T18:30:20\.12(Z|[+-])/);
  expect(formatTime(at + 0.5)).toMatch(/^2026-07-01T18:30:20\.0005(Z|[+-])/);
});

it("names the same instant, whatever the zone", () => {
  expect(Date.parse(formatTime(1_767_225_600_250))).toBe(1_767_225_600_250);
});

it("writes the wall clock of the machine", () => {
  expect(formatClock(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe("03:04:05");
});
