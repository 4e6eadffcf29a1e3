import { expect, test } from "vitest";
import { faster, Tally } from "./tally.ts";

test("counts who answered and who did not, and keeps the fastest", () => {
  const tally = new Tally(3);
  const steps = [
    { node: "a", delay: null },
    { node: "b", delay: 40 },
    { node: "c", delay: 60 },
  ].map((result) => tally.add(result));
  expect(steps).toEqual([
    { done: 1, total: 3, ok: 0, dead: 1, best: null, result: { node: "a", delay: null } },
    { done: 2, total: 3, ok: 1, dead: 1, best: { node: "b", delay: 40 }, result: { node: "b", delay: 40 } },
    { done: 3, total: 3, ok: 2, dead: 1, best: { node: "b", delay: 40 }, result: { node: "c", delay: 60 } },
  ]);
});

test("of two that are as fast the first stays the best", () => {
  expect(faster({ node: "a", delay: 40 }, { node: "b", delay: 40 })).toEqual({ node: "a", delay: 40 });
});
