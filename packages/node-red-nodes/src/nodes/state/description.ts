import type { Field } from "../../catalog/action.ts";
import type { Task } from "../../catalog/task.ts";
import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";
import { comparisons } from "./compare.ts";
import { type StateValue, stateValues } from "./state-values.ts";

const named = {
  group: { path: "group", kind: "text", required: true, live: "group" },
  node: { path: "node", kind: "text", required: true, live: "node" },
  provider: { path: "provider", kind: "text", required: true, live: "provider" },
  rule: { path: "rule", kind: "text", required: true, live: "rule" },
  setting: { path: "setting", kind: "text", required: true },
} as const satisfies Readonly<Record<string, Field>>;

const compare: Field = { path: "compare", kind: "choice", required: false, choices: comparisons };
const than: Field = { path: "than", kind: "any", required: false };

function valueTask([id, { of }]: [string, StateValue]): Task {
  return { id, action: "get-status", fields: [...(of === undefined ? [] : [named[of]]), compare, than] };
}

export const stateDescription = {
  type: "pointsman-state",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-heartbeat",
  inputs: 1,
  outputs: 2,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    task: { value: "online", validate: "task" },
    fields: { value: {} },
    changes: { value: true },
    every: { value: "10", required: true, validate: "seconds" },
    output: { value: "payload" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "task", icon: "eye", input: "choice", choices: Object.keys(stateValues) },
    { id: "fields", icon: "list", input: "place" },
    { id: "changes", icon: "bolt", input: "checkbox" },
    { id: "every", icon: "clock-o", input: "number", hint: true },
    { id: "output", icon: "sign-out", input: "text" },
  ],
  tasks: Object.entries(stateValues).map(valueTask),
} as const satisfies NodeDescription;
