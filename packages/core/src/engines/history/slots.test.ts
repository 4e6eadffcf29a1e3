import { expect, test } from "vitest";
import { type Line, Slots } from "./slots.ts";

const up: Line = { controller: "home", kind: "up", group: "" };
const delay: Line = { controller: "home", kind: "delay", group: "Proxy" };

test("a measurement counts in a slot of each width", () => {
  const slots = new Slots();
  for (const [atMs, value] of [
    [0, 4],
    [9999, 2],
    [10_000, 9],
  ] as const)
    slots.add(up, atMs, value);
  expect([...slots.unsaved()]).toEqual([
    { line: up, step: 10, at: 0, aggregate: { min: 2, max: 4, sum: 6, count: 2, failed: 0 } },
    { line: up, step: 10, at: 10, aggregate: { min: 9, max: 9, sum: 9, count: 1, failed: 0 } },
    { line: up, step: 60, at: 0, aggregate: { min: 2, max: 9, sum: 15, count: 3, failed: 0 } },
    { line: up, step: 900, at: 0, aggregate: { min: 2, max: 9, sum: 15, count: 3, failed: 0 } },
  ]);
});

test("a delay has no slot that is finer than it is read, and a failed test is no delay", () => {
  const slots = new Slots();
  slots.add(delay, 0, null);
  slots.add(delay, 20_000, 30);
  slots.add(delay, 40_000, null);
  const aggregate = { min: 30, max: 30, sum: 30, count: 1, failed: 2 };
  expect([...slots.unsaved()]).toEqual([
    { line: delay, step: 60, at: 0, aggregate },
    { line: delay, step: 900, at: 0, aggregate },
  ]);
});

test("what is no number leaves no trace", () => {
  const slots = new Slots();
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) slots.add(up, 0, value);
  expect(slots.isEmpty).toBe(true);
});

test("what cannot be saved is bounded: the oldest goes first", () => {
  const slots = new Slots();
  for (let second = 0; second < 10_000; second += 10) slots.add(up, second * 1000, 1);
  const fine = [...slots.unsaved()].filter(({ step }) => step === 10);
  expect(fine).toHaveLength(360);
  expect(fine[0]?.at).toBe(10_000 - 3600);
  slots.saved();
  expect([slots.isEmpty, ...slots.unsaved()]).toEqual([true]);
});
