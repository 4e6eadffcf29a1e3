import { isTooNew, newestForm, type StoredProperties } from "../catalog/stored-form.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { element } from "./element.ts";
import { text } from "./texts.ts";

/** Shows what an older form of the node means today; a newer one than this version knows is told above the dialog. */
export function showNewForm(node: EditorNode, stored: StoredProperties, prefix: string): void {
  for (const name of changedIn(node, stored)) {
    const input = document.getElementById(`${prefix}-${name}`);
    if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) input.value = String(stored[name]);
  }
  if (isTooNew(node)) {
    const words = text(node.type as NodeType, "problem.newer", { form: String(node["schema"]), known: newestForm });
    document
      .querySelector(".pointsman-dialog")
      ?.prepend(element("div", { className: "pointsman-notice", content: words }));
  }
}

/** Stores the newest form, once people have pressed Done. */
export function takeNewForm(node: EditorNode, stored: StoredProperties): void {
  for (const name of changedIn(node, stored)) node[name] = stored[name];
}

function changedIn(node: EditorNode, stored: StoredProperties): string[] {
  return stored === node ? [] : Object.keys(stored).filter((name) => stored[name] !== node[name]);
}
