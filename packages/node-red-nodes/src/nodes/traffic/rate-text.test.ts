import { expect, test } from "vitest";
import { rateText } from "./rate-text.ts";

test.each([
  [0, 0, "↑0 ↓0"],
  [999, 1000, "↑999 ↓1.0k"],
  [1234, 34_400, "↑1.2k ↓34k"],
  [999_499, 999_500, "↑999k ↓1.0M"],
  [9_949_999, 9_950_000, "↑9.9M ↓10M"],
  [5e15, 1e12, "↑5000T ↓1.0T"],
])("%d up and %d down read %s, at most 20 characters", (up, down, text) => {
  expect(rateText(up, down)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(20);
});
