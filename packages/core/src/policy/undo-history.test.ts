import { expect, test } from "vitest";
import { type UndoEntry, UndoHistory } from "./undo-history.ts";

const entry = (group: string): UndoEntry => ({
  operation: "select-node",
  ways: [{ step: { operation: "select-node", input: { group } }, stands: async () => true }],
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
  const history = new UndoHistory(2);
  for (const group of ["A", "B", "C"]) history.remember(entry(group));
  expect(history.size).toBe(2);
  expect(history.latest?.ways[0]?.step.input).toEqual({ group: "C" });
});

test("forgetting what fell out long ago changes nothing", () => {
  const history = new UndoHistory();
  history.remember(entry("A"));
  history.forget(entry("A"));
  expect(history.size).toBe(1);
});
