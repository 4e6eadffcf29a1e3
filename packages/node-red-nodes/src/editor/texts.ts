import type { NodeType } from "../nodes/descriptions.ts";

const module = "@pointsman/node-red-nodes";

/** A text of a node's catalogue in the viewer's language. */
export function text(catalogue: NodeType, key: string, values?: Readonly<Record<string, string | number>>): string {
  return RED._(`${module}/${catalogue}:${key}`, values);
}

/** The title of an operation or a row. */
export function actionTitle(id: string): string {
  return text("pointsman-request", `${id.includes(".") ? "row" : "operation"}.${id}`);
}

/** The label of a field by its path; a catalogue key has no room for the dot. */
export function fieldLabel(catalogue: NodeType, path: string): string {
  return text(catalogue, `field.${path.replace(".", "-")}.label`);
}

export function fieldHint(catalogue: NodeType, path: string): string {
  return text(catalogue, `field.${path.replace(".", "-")}.hint`);
}

/** A text that only some nodes have; undefined: this one has none. */
export function ownText(catalogue: NodeType, key: string): string | undefined {
  const found = text(catalogue, key);
  return found.endsWith(key) ? undefined : found;
}
