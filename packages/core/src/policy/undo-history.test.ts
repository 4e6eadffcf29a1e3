import { expect, test } from "vitest";
import type { UndoRecord } from "../engines/undo/undo-book.ts";
import { type UndoEntry, UndoHistory } from "./undo-history.ts";

const entry = (group: string, isSecret = false): UndoEntry => ({
  operation: "select-node",
  ways: [
    {
      step: { operation: "select-node", input: { group } },
      stands: async () => true,
      done: { operation: "select-node", input: { group, node: "B" }, output: { was: "A" } },
      isSecret,
    },
  ],
});

test("the newest change is the next to be put back", () => {
  const history = new UndoHistory();
  const [first, second] = [entry("A"), entry("B")];
  history.remember(first);
  history.remember(second);
  expect(history.latest).toBe(second);
  history.forget(second);
  expect(history.latest).toBe(first);
});

test("only so many changes are kept, the oldest fall out", () => {
  const history = new UndoHistory({ max: 2, entries: ["A", "B", "C"].map((group) => entry(group)) });
  expect(history.size).toBe(2);
  history.remember(entry("D"));
  expect(history.size).toBe(2);
  expect(history.latest?.ways[0]?.step.input).toEqual({ group: "D" });
});

test("forgetting what fell out long ago changes nothing", () => {
  const told: number[] = [];
  const history = new UndoHistory({ onChange: (records) => told.push(records.length) });
  history.remember(entry("A"));
  history.forget(entry("A"));
  expect(history.size).toBe(1);
  expect(told).toEqual([1]);
});

test("what is to be kept is told after each change, but for what holds a secret", () => {
  let kept: readonly UndoRecord[] = [];
  const history = new UndoHistory({ onChange: (records) => (kept = records) });
  const newest = entry("B");
  for (const one of [entry("A"), entry("S", true), newest]) history.remember(one);
  const record = (group: string): UndoRecord => ({
    operation: "select-node",
    done: [{ operation: "select-node", input: { group, node: "B" }, output: { was: "A" } }],
  });
  expect(kept).toEqual([record("A"), record("B")]);
  history.forget(newest);
  expect(kept).toEqual([record("A")]);
});
