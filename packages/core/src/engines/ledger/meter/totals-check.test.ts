import { expect, test } from "vitest";
import { TotalsCheck } from "./totals-check.ts";

function settle(...frames: readonly (readonly [growth: number, booked: number, isNew?: boolean])[]): number[] {
  const check = new TotalsCheck();
  return frames.map(([growth, booked, isNew = false]) => {
    check.booked += booked;
    return check.settle(growth, isNew);
  });
}

test("what the totals grew more than was booked is nobody's", () => {
  expect(settle([100, 70], [50, 50])).toEqual([30, 0]);
});

test("totals that come late take back what was booked before them, over several frames", () => {
  expect(settle([90, 100], [5, 0], [5, 0], [3, 0])).toEqual([0, 0, 0, 3]);
});

test("what was ahead is forgotten over a gap, and a gap leaves nothing ahead", () => {
  expect(settle([90, 100], [30, 10, true])).toEqual([0, 20]);
  expect(settle([10, 100, true], [30, 10])).toEqual([0, 20]);
});
