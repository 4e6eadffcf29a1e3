import { dangerScale, type StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import { textOf } from "../catalog/stored-text.ts";
import { findAction } from "./action-list.ts";
import { createActionPicker, type ActionPicker, type Picked } from "./action-picker.ts";
import { element, required } from "./element.ts";
import { showFields } from "./field-rows.ts";
import type { LiveContext } from "./live-list.ts";
import { text } from "./texts.ts";

interface OpenDialog {
  readonly picker: ActionPicker;
  readonly values: ReadonlyMap<string, StoredField>;
}

/** By node: a request dialog may lie under that of another. */
const openDialogs = new WeakMap<EditorNode, OpenDialog>();

/** Fills the dialog of a request node. */
export function prepareRequest(node: EditorNode): void {
  const values = new Map(readFields(node["fields"]));
  const place = required("pointsman-place-fields");
  const notice = element("div", { className: "pointsman-notice" });
  const live = liveContext(values, notice);
  const show = (picked: Picked): void => {
    notice.textContent = "";
    showInput(place, picked, values, live);
    place.append(notice);
    warnWhenBlocked(picked, notice);
  };
  const start: Picked = node["from"] === "message" ? null : textOf(node["action"]);
  const picker = createActionPicker(required("pointsman-place-action"), start, show);
  openDialogs.set(node, { picker, values });
  $("#node-input-output").typedInput({ default: "msg", types: ["msg"] });
  show(start);
  const controller = $("#node-input-controller");
  controller.on("change", () => {
    warnWhenBlocked(picker.picked, notice);
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
  const stored = readFields(node["fields"]);
  const next = { ...(node["fields"] as Readonly<Record<string, StoredField>>) };
  for (const [path, field] of dialog.values) {
    const before = stored.get(path);
    if (before?.value === field.value && before.type === field.type) continue;
    if (field.value === "") delete next[path];
    else next[path] = searchSafe(field);
  }
  node["fields"] = next;
  openDialogs.delete(node);
}

/**
 * The editor's search writes under each stored text as a key of an object, so the one name `__proto__` would break every
 * object of the page (Node-RED 5.0.7). As JSON it is the same name and another text.
 */
function searchSafe(field: StoredField): StoredField {
  if (field.value.toLowerCase() !== "__proto__") return field;
  return { value: JSON.stringify(field.value), type: "json" };
}

function showInput(place: HTMLElement, picked: Picked, values: Map<string, StoredField>, live: LiveContext): void {
  const action = picked === null ? undefined : findAction(picked);
  if (action !== undefined && action.fields.length > 0) {
    showFields(place, action, values, live);
    return;
  }
  const key = picked === null ? "picker.fromMessageHelp" : action === undefined ? "picker.unknown" : "picker.noInput";
  place.replaceChildren(element("div", { className: "pointsman-empty", content: text("pointsman-request", key) }));
}

function liveContext(values: ReadonlyMap<string, StoredField>, notice: HTMLElement): LiveContext {
  return {
    controller: chosenController,
    group() {
      const group = values.get("group");
      // A group that only a message knows cannot narrow the list.
      return group?.type === "group" ? group.value : "";
    },
    report(problem) {
      notice.textContent = problem ?? "";
    },
  };
}

function chosenController(): string {
  return $("#node-input-controller").val() ?? "";
}

function warnWhenBlocked(picked: Picked, notice: HTMLElement): void {
  const policy = RED.nodes.node(chosenController())?.["policy"];
  const action = picked === null ? undefined : findAction(picked);
  if (typeof policy !== "string" || action === undefined) return;
  const cap = dangerScale.findIndex((danger) => danger === policy);
  const blocked = cap >= 0 && dangerScale.indexOf(action.danger) > cap;
  notice.textContent = blocked ? text("pointsman-request", "picker.blocked") : "";
}

function askCapabilities(controller: string, picker: ActionPicker): void {
  if (controller === "" || controller === "_ADD_") return;
  // Nothing is greyed while the controller is not deployed or not reachable.
  $.ajax({ url: `pointsman/controllers/${encodeURIComponent(controller)}/capabilities`, type: "GET" }).done((body) =>
    picker.setMissing((body as { missing: Readonly<Record<string, string>> }).missing),
  );
}
