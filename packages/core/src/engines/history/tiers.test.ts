import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slotStart, tierFor, tiers, widthFor } from "./tiers.ts";

describe("a tier", () => {
  test.each([
    [0, 10, 10],
    [3600, 10, 10],
    [3601, 10, 60],
    [60, 60, 60],
    [2 * 86_400, 10, 60],
    [2 * 86_400 + 1, 10, 900],
    [90 * 86_400, 10, 900],
    [400 * 86_400, 10, 900],
  ])("for %i s ago and nothing finer than %i s is the one of %i s", (age, finest, step) => {
    expect(tierFor(age, finest).step).toBe(step);
  });
});

describe("the width of a point", () => {
  test.each([
    [3600, 10, 360, 10],
    [3600, 10, 300, 20],
    [86_400, 60, 300, 300],
    [86_400, 60, 1, 86_400],
    [90 * 86_400, 900, 300, 43_200],
    [90 * 86_400, 900, 10, 9 * 86_400],
    [0, 900, 300, 900],
  ])("for %i s of slots of %i s in at most %i points is %i s", (span, step, maxPoints, width) => {
    expect(widthFor(span, step, maxPoints)).toBe(width);
  });

  test("is whole slots and keeps to the number of points, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.nat(200 * 86_400),
        fc.constantFrom(...tiers),
        fc.integer({ min: 1, max: 5000 }),
        (span, { step }, maxPoints) => {
          const width = widthFor(span, step, maxPoints);
          expect(width % step).toBe(0);
          expect(span / width).toBeLessThanOrEqual(maxPoints);
        },
      ),
    );
  });
});

test("a slot begins at whole multiples of its width, before 1970 too", () => {
  expect([slotStart(1_000_019_999, 10), slotStart(0, 900), slotStart(-1, 60)]).toEqual([1_000_010, 0, -60]);
});
