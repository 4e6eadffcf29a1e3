import { expect, test } from "vitest";
import { Patience } from "./patience.ts";

test("each vain try makes the next one rarer, up to a minute", () => {
  let now = 0;
  const patience = new Patience(() => now);
  const waits = Array.from({ length: 7 }, () => {
    expect(patience.isDue("a")).toBe(true);
    patience.vain("a");
    const from = now;
    while (!patience.isDue("a")) now += 1000;
    return now - from;
  });
  expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("what succeeded or is gone starts anew", () => {
  const patience = new Patience(() => 0);
  for (const key of ["a", "b", "c"]) patience.vain(key);
  patience.forget("a");
  patience.keepOnly(new Set(["b"]));
  expect(["a", "b", "c"].map((key) => patience.isDue(key))).toEqual([true, false, true]);
});
