import type { Field, StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import { variableIn } from "../catalog/stored-text.ts";
import { addressProblem } from "../nodes/controller/address.ts";
import type { ValidatorName } from "../nodes/description.ts";
import { findAction } from "./action-list.ts";
import { rangeOf } from "./field-rows.ts";
import { fieldLabel, text } from "./texts.ts";

/** True, or the reason why a value is not usable, in the viewer's language. */
type Verdict = true | string;

export const validators: Readonly<Record<ValidatorName, (value: unknown, node: EditorNode) => Verdict>> = {
  address(value) {
    const problem = isVariable(value) ? undefined : addressProblem(String(value));
    return problem === undefined ? true : text("pointsman-controller", `problem.${problem}`);
  },
  seconds(value) {
    const seconds = Number(value);
    if (isVariable(value) || (seconds >= 1 && seconds <= 86_400)) return true;
    return text("pointsman-traffic", "problem.seconds");
  },
  request(value, node) {
    if (node["from"] === "message") return true;
    const action = findAction(String(value));
    // An id of another version is kept, shown as unknown and refused by the runtime.
    if (action === undefined) return value === "" ? text("pointsman-request", "problem.action") : true;
    const stored = readFields(node["fields"]);
    for (const field of action.fields) {
      const verdict = fieldVerdict(field, stored.get(field.path));
      if (verdict !== true) return verdict;
    }
    return true;
  },
};

function fieldVerdict(field: Field, stored: StoredField | undefined): Verdict {
  const say = (key: string): string =>
    text("pointsman-request", `problem.${key}`, { field: fieldLabel(field.path), range: rangeOf(field) });
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
