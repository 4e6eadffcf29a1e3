import { expect, test, vi } from "vitest";
import type { TaskContext } from "../shared/task-node.ts";
import { ruleWorks } from "./works.ts";

const rows = [
  { index: 0, fingerprint: "A,,x", disabled: false },
  { index: 1, fingerprint: "B,,x", disabled: true },
];

test.each([
  ["A,,x", false],
  [1, true],
  ["gone", false],
])("the rule %s is switched: on is %s then", async (rule, enabled) => {
  const run = vi.fn(async (id: string) => (id === "list-rules" ? { rows } : { now: enabled }));
  const context = { run, options: {} } as unknown as TaskContext;
  expect(await ruleWorks.toggle(context, { rule })).toEqual({ now: enabled });
  expect(run).toHaveBeenLastCalledWith("set-rule-enabled", { rule, enabled }, {});
});

test("what is no rule's name is refused before anything is asked", async () => {
  const run = vi.fn();
  await expect(ruleWorks.toggle({ run, options: {} } as unknown as TaskContext, {})).rejects.toThrow('"rule"');
  expect(run).not.toHaveBeenCalled();
});
