import { expect, test } from "vitest";
import { PressLimit } from "./press-limit.ts";

test("so many taps are admitted in any window, and no more", () => {
  let now = 0;
  const limit = new PressLimit(2, 1000, () => now);
  expect([limit.admit(), limit.admit(), limit.admit()]).toEqual([true, true, false]);
  now = 1000;
  expect([limit.admit(), limit.admit(), limit.admit()]).toEqual([true, true, false]);
});
