import { expect, test } from "vitest";
import { byteCount, byteRate, delayMark, progressBar } from "./units.ts";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KB"],
  [1536, "1.5 KB"],
  [200 * 1024, "200 KB"],
  [1.4 * 1024 ** 3, "1.4 GB"],
  [5000 * 1024 ** 4, "5000 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(byteCount(bytes)).toBe(text);
});

test("a rate is bytes per second", () => {
  expect(byteRate(2048)).toBe("2.0 KB/s");
});

test("a delay is its number, a cross after a failed test, a dash before any", () => {
  expect([delayMark(45), delayMark(null), delayMark(undefined)]).toEqual(["45", "✖", "–"]);
});

test("a bar is empty at the start, full at the end, and knows a test of nothing", () => {
  expect(progressBar(0, 10, 4)).toBe("▱▱▱▱");
  expect(progressBar(5, 10, 4)).toBe("▰▰▱▱");
  expect(progressBar(10, 10, 4)).toBe("▰▰▰▰");
  expect(progressBar(0, 0, 4)).toBe("▱▱▱▱");
});
