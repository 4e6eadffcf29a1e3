import type { StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import type { StoredProperties } from "../catalog/stored-form.ts";
import { textOf } from "../catalog/stored-text.ts";
import { findAction } from "./action-list.ts";
import { createActionPicker, type ActionPicker, type Picked } from "./action-picker.ts";
import { chosenController, warnWhenBlocked } from "./danger-notice.ts";
import { element, required } from "./element.ts";
import { showFields } from "./field-rows.ts";
import type { FieldContext } from "./live-list.ts";
import { fieldContext, saveFields } from "./stored-values.ts";
import { text } from "./texts.ts";

interface OpenDialog {
  readonly picker: ActionPicker;
  readonly values: ReadonlyMap<string, StoredField>;
}

/** By node: a request dialog may lie under that of another. */
const openDialogs = new WeakMap<EditorNode, OpenDialog>();

/** Fills the dialog of a request node. */
export function prepareRequest(node: EditorNode, stored: StoredProperties): void {
  const values = new Map(readFields(stored["fields"]));
  const place = required("pointsman-place-fields");
  const notice = element("div", { className: "pointsman-notice" });
  const context = fieldContext("pointsman-request", true, values, notice);
  const warn = (picked: Picked): void =>
    warnWhenBlocked("pointsman-request", picked === null ? undefined : findAction(picked), notice);
  const show = (picked: Picked): void => {
    notice.textContent = "";
    showInput(place, picked, values, context);
    place.append(notice);
    warn(picked);
  };
  const start: Picked = stored["from"] === "message" ? null : textOf(stored["action"]);
  const picker = createActionPicker(required("pointsman-place-action"), start, show);
  openDialogs.set(node, { picker, values });
  show(start);
  const controller = $("#node-input-controller");
  controller.on("change", () => {
    warn(picker.picked);
    askCapabilities(chosenController(), picker);
  });
  askCapabilities(chosenController(), picker);
}

/** Takes over what was typed. What was not touched stays exactly as it was stored. */
export function saveRequest(node: EditorNode): void {
  const dialog = openDialogs.get(node);
  if (dialog === undefined) return;
  const { picked } = dialog.picker;
  if (picked === null) node["from"] = "message";
  else if (node["from"] === "message") node["from"] = "dialog";
  if (picked !== null) node["action"] = picked;
  saveFields(node, dialog.values);
  openDialogs.delete(node);
}

function showInput(place: HTMLElement, picked: Picked, values: Map<string, StoredField>, context: FieldContext): void {
  const action = picked === null ? undefined : findAction(picked);
  if (action !== undefined && action.fields.length > 0) {
    showFields(place, action.fields, values, context);
    return;
  }
  const key = picked === null ? "picker.fromMessageHelp" : action === undefined ? "picker.unknown" : "picker.noInput";
  place.replaceChildren(element("div", { className: "pointsman-empty", content: text("pointsman-request", key) }));
}

function askCapabilities(controller: string, picker: ActionPicker): void {
  if (controller === "" || controller === "_ADD_") return;
  // Nothing is greyed while the controller is not deployed or not reachable.
  $.ajax({ url: `pointsman/controllers/${encodeURIComponent(controller)}/capabilities`, type: "GET" }).done((body) =>
    picker.setMissing((body as { missing?: Readonly<Record<string, string>> }).missing ?? {}),
  );
}
