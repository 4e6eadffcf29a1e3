import type { Field, StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import { upToDate } from "../catalog/stored-form.ts";
import { variableIn } from "../catalog/stored-text.ts";
import { addressProblem } from "../nodes/controller/address.ts";
import { taskFields } from "../catalog/task.ts";
import type { ValidatorName } from "../nodes/description.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { descriptionOf } from "./description-of.ts";
import { findAction } from "./action-list.ts";
import { rangeOf } from "./field-rows.ts";
import { fieldLabel, text } from "./texts.ts";

/** True, or the reason why a value is not usable, in the viewer's language. */
type Verdict = true | string;

export const validators: Readonly<Record<ValidatorName, (value: unknown, node: EditorNode) => Verdict>> = {
  "web-address"(value, node) {
    if (isVariable(value) || /^https?:\/\/./i.test(String(value))) return true;
    return text(node.type as NodeType, "problem.address");
  },
  count(value, node) {
    const count = Number(value);
    if (isVariable(value) || (Number.isInteger(count) && count >= 1 && count <= 10_000)) return true;
    return text(node.type as NodeType, "problem.count");
  },
  address(value) {
    const problem = isVariable(value) ? undefined : addressProblem(String(value));
    return problem === undefined ? true : text("pointsman-controller", `problem.${problem}`);
  },
  seconds(value, node) {
    const seconds = Number(value);
    if (isVariable(value) || (seconds >= 1 && seconds <= 86_400)) return true;
    return text(node.type as NodeType, "problem.seconds");
  },
  request(value, node) {
    if (node["from"] === "message") return true;
    const action = findAction(String(upToDate(node)["action"]));
    // An id of another version is kept, shown as unknown and refused by the runtime.
    if (action === undefined) return value === "" ? text("pointsman-request", "problem.action") : true;
    return fieldsVerdict("pointsman-request", action.fields, node);
  },
  task(value, node) {
    const type = node.type as NodeType;
    const tasks = descriptionOf(type).tasks ?? [];
    const [only, ...others] = tasks;
    const task = others.length === 0 ? only : tasks.find(({ id }) => id === value);
    if (task === undefined) return value === "" ? text(type, "problem.task") : true;
    return fieldsVerdict(type, taskFields(task, findAction(task.action)), node);
  },
};

function fieldsVerdict(catalogue: NodeType, fields: readonly Field[], node: EditorNode): Verdict {
  const stored = readFields(upToDate(node)["fields"]);
  for (const field of fields) {
    const verdict = fieldVerdict(catalogue, field, stored.get(field.path));
    if (verdict !== true) return verdict;
  }
  return true;
}

function fieldVerdict(catalogue: NodeType, field: Field, stored: StoredField | undefined): Verdict {
  const say = (key: string): string =>
    text(catalogue, `problem.${key}`, { field: fieldLabel(catalogue, field.path), range: rangeOf(field) });
  const value = stored?.value ?? "";
  if (stored === undefined || value === "") return field.required ? say("missing") : true;
  if (isVariable(value)) return true;
  if (stored.type === "num") return inRange(field, Number(value)) ? true : say("number");
  if (stored.type === "json") return isJson(value) ? true : say("json");
  return true;
}

/** Never refused: the runtime puts the variable in. */
function isVariable(value: unknown): boolean {
  return variableIn(String(value)) !== undefined;
}

function inRange({ integer, min = -Infinity, max = Infinity }: Field, value: number): boolean {
  return value >= min && value <= max && (integer !== true || Number.isInteger(value));
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    // That it does not parse is the answer.
    return false;
  }
}
