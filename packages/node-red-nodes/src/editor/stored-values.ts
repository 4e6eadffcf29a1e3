import type { StoredField } from "../catalog/action.ts";
import { readFields } from "../catalog/stored-fields.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { chosenController } from "./danger-notice.ts";
import type { FieldContext } from "./live-list.ts";

/** Takes over what was typed. What was not touched stays exactly as it was stored. */
export function saveFields(node: EditorNode, values: ReadonlyMap<string, StoredField>): void {
  const stored = readFields(node["fields"]);
  const next = { ...(node["fields"] as Readonly<Record<string, StoredField>>) };
  for (const [path, field] of values) {
    const before = stored.get(path);
    if (before?.value === field.value && before.type === field.type) continue;
    if (field.value === "") delete next[path];
    else next[path] = searchSafe(field);
  }
  node["fields"] = next;
}

/**
 * The editor's search writes under each stored text as a key of an object, so the one name `__proto__` would break every
 * object of the page (Node-RED 5.0.7). As JSON it is the same name and another text.
 */
function searchSafe(field: StoredField): StoredField {
  if (field.value.toLowerCase() !== "__proto__") return field;
  return { value: JSON.stringify(field.value), type: "json" };
}

/** The context of typed fields whose values live in a map. */
export function fieldContext(
  catalogue: NodeType,
  hasMessage: boolean,
  values: ReadonlyMap<string, StoredField>,
  notice: HTMLElement,
): FieldContext {
  return {
    catalogue,
    hasMessage,
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

/** A closed list keeps what is stored and not on it (of another version, or `${NAME}`): it is put on it rather than lost. */
export function keepStoredChoices(node: EditorNode, prefix: string, ids: readonly string[]): void {
  for (const id of ids) {
    const list = document.getElementById(`${prefix}-${id}`);
    const stored = node[id];
    if (!(list instanceof HTMLSelectElement) || typeof stored !== "string") continue;
    if ([...list.options].some(({ value }) => value === stored)) continue;
    list.append(new Option(stored, stored));
    list.value = stored;
  }
}
