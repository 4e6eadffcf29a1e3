import { expect, test } from "vitest";
import { firstPaceMs, paceFor } from "./frame-pace.ts";

test.each([
  [0, 250],
  [40_000, 250],
  [90_000, 500],
  [150_000, 1000],
  [300_000, 2000],
  [20_000_000, 2000],
])("a frame of %d bytes is asked for every %d ms", (bytes, paceMs) => {
  expect(paceFor(bytes, firstPaceMs)).toBe(paceMs);
});

test("at a border it stays as it is, whichever side it came from", () => {
  for (const bytes of [51_000, 62_000]) {
    expect(paceFor(bytes, 250)).toBe(250);
    expect(paceFor(bytes, 500)).toBe(500);
  }
  expect(paceFor(63_000, 250)).toBe(500);
  expect(paceFor(49_000, 500)).toBe(250);
});
