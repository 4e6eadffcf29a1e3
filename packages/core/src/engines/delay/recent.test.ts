import { expect, test } from "vitest";
import { RecentDelays } from "./recent.ts";

test("knows an outcome, a failure too, until it is ten minutes old", () => {
  let now = 0;
  const recent = new RecentDelays(() => now);
  recent.note("a", 20);
  recent.note("b", null);
  now = 600_000;
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([20, null, undefined]);
  now += 1;
  expect(recent.get("a")).toBeUndefined();
});

test("keeps the newest ten thousand, counted by their last test", () => {
  const recent = new RecentDelays(() => 0);
  for (let index = 0; index < 10_000; index++) recent.note(`node ${index}`, index);
  recent.note("node 0", 7);
  recent.note("one more", 1);
  expect(recent.get("node 0")).toBe(7);
  expect(recent.get("node 1")).toBeUndefined();
  expect(recent.get("node 2")).toBe(2);
});
