import { describe, expect, test } from "vitest";
import { nodeDescriptions } from "../nodes/descriptions.ts";
import type { NodeDescription } from "../nodes/description.ts";
import { listActions } from "./actions.ts";
import type { Field } from "./action.ts";
import { inputFields, taskFields } from "./task.ts";

const field = (path: string): Field => ({ path, kind: "text", required: false });
const action = { fields: [field("a"), field("b"), field("c")] };

describe("the fields of a task", () => {
  test("are the action's own where it names none", () => {
    expect(taskFields({ id: "t", action: "x" }, action)).toEqual(action.fields);
  });

  test("come in the task's order, with its own among them", () => {
    const own = field("mine");
    expect(taskFields({ id: "t", action: "x", fields: ["c", own, "a", "gone"] }, action)).toEqual([
      field("c"),
      own,
      field("a"),
    ]);
  });

  test("what is fixed belongs to the input, but is not shown", () => {
    const task = { id: "t", action: "x", fields: ["a"], fixed: { b: true } };
    expect(inputFields(task, action).map(({ path }) => path)).toEqual(["a", "b"]);
  });
});

const tasks = Object.values(nodeDescriptions).flatMap((description: NodeDescription) =>
  (description.tasks ?? []).map((task) => [`${description.type} ${task.id}`, task] as const),
);

test.each(tasks)("%s stands on an action that exists, and names only fields that it has", (_title, task) => {
  const found = listActions().find(({ id }) => id === task.action);
  expect(found).toBeDefined();
  const paths = new Set(found?.fields.map(({ path }) => path));
  const named = [...(task.fields ?? []).filter((each) => typeof each === "string"), ...Object.keys(task.fixed ?? {})];
  expect(named.filter((path) => !paths.has(path))).toEqual([]);
});
