const module = "@pointsman/node-red-nodes";

/** The catalogues that the script reads; each node has its own. */
export type Catalogue = "pointsman-controller" | "pointsman-request" | "pointsman-traffic";

/** A text of a node's catalogue in the viewer's language. */
export function text(catalogue: Catalogue, key: string, values?: Readonly<Record<string, string | number>>): string {
  return RED._(`${module}/${catalogue}:${key}`, values);
}

/** The title of an operation or a row. */
export function actionTitle(id: string): string {
  return text("pointsman-request", `${id.includes(".") ? "row" : "operation"}.${id}`);
}

/** The label of a field by its path; a catalogue key has no room for the dot. */
export function fieldLabel(path: string): string {
  return text("pointsman-request", `field.${path.replace(".", "-")}.label`);
}

export function fieldHint(path: string): string {
  return text("pointsman-request", `field.${path.replace(".", "-")}.hint`);
}
