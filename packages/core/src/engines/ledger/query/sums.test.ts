import { expect, test } from "vitest";
import { Sums } from "./sums.ts";

test("what is added to a number is summed, whatever the numbers are", () => {
  const sums = new Sums();
  for (const id of [7, 100_000, 7, 0]) sums.add(id, 1, 10);
  expect(sums.ids).toEqual([7, 100_000, 0]);
  expect([sums.total(7), sums.total(100_000), sums.total(0), sums.total(5), sums.total(1e6)]).toEqual([
    22, 11, 11, 0, 0,
  ]);
  expect([sums.upload[7], sums.download[7]]).toEqual([2, 20]);
});

test("nothing that was added is something all the same", () => {
  const sums = new Sums();
  sums.add(3, 0, 0);
  sums.add(3, 0, 0);
  expect(sums.ids).toEqual([3]);
});
