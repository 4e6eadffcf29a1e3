import type { StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import type { StoredProperties } from "../catalog/stored-form.ts";
import { taskFields } from "../catalog/task.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { findAction } from "./action-list.ts";
import { dangerBadge, warnWhenBlocked } from "./danger-notice.ts";
import { descriptionOf } from "./description-of.ts";
import { element, required } from "./element.ts";
import { showFields } from "./field-rows.ts";
import { fieldContext, saveFields } from "./stored-values.ts";
import { text } from "./texts.ts";

/** By node: a dialog may lie under that of another. */
const openDialogs = new WeakMap<EditorNode, ReadonlyMap<string, StoredField>>();

/** Fills the dialog of a node with tasks: the fields follow the chosen task, with its danger above them. */
export function prepareTasks(node: EditorNode, stored: StoredProperties): void {
  const type = node.type as NodeType;
  const { tasks = [], inputs, rows } = descriptionOf(type);
  const values = new Map(readFields(stored["fields"]));
  const place = required("pointsman-place-fields");
  const notice = element("div", { className: "pointsman-notice" });
  const context = fieldContext(type, inputs === 1, values, notice);
  const isChosen = rows.some(({ id }) => id === "task");
  const chosen = (): string => (isChosen ? ($("#node-input-task").val() ?? "") : (tasks[0]?.id ?? ""));
  const show = (): void => {
    const task = tasks.find(({ id }) => id === chosen());
    const action = task === undefined ? undefined : findAction(task.action);
    const fields = task === undefined ? [] : taskFields(task, action);
    notice.textContent = "";
    showFields(place, fields, values, context);
    if (isChosen && action !== undefined)
      place.prepend(element("div", { className: "pointsman-danger", children: [dangerBadge(type, action)] }));
    if (fields.length === 0) {
      const key = task === undefined ? "picker.unknown" : "picker.noInput";
      place.append(element("div", { className: "pointsman-empty", content: text(type, key) }));
    }
    place.append(notice);
    if (isChosen) warnWhenBlocked(type, action, notice);
  };
  if (isChosen) $("#node-input-task").on("change", show);
  $("#node-input-controller").on("change", () => {
    const task = tasks.find(({ id }) => id === chosen());
    if (isChosen && task !== undefined) warnWhenBlocked(type, findAction(task.action), notice);
  });
  openDialogs.set(node, values);
  show();
}

export function saveTasks(node: EditorNode): void {
  const values = openDialogs.get(node);
  if (values !== undefined) saveFields(node, values);
  openDialogs.delete(node);
}
