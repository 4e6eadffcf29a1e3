import { textOf } from "../catalog/stored-text.ts";
import { prepareController } from "./controller-dialog.ts";
import { findAction } from "./action-list.ts";
import { prepareRequest, saveRequest } from "./request-dialog.ts";
import { actionTitle, type Catalogue, text } from "./texts.ts";
import { validators } from "./validators.ts";
import type { ValidatorName } from "../nodes/description.ts";

interface Hooks {
  /** What the node is called on the canvas where it has no name. */
  label(node: EditorNode): string;
  prepare?(node: EditorNode): void;
  save?(node: EditorNode): void;
}

const hooks: Readonly<Record<Catalogue, Hooks>> = {
  "pointsman-controller": { label: (node) => textOf(node["url"]), prepare: prepareController },
  "pointsman-request": { label: requestLabel, prepare: prepareRequest, save: saveRequest },
  "pointsman-traffic": { label: () => text("pointsman-traffic", "palette.name") },
};

function requestLabel(node: EditorNode): string {
  const id = textOf(node["action"]);
  if (node["from"] === "message" || id === "") return text("pointsman-request", "palette.name");
  return findAction(id) === undefined ? id : actionTitle(id);
}

/** What the generated registrations call. */
const pointsmanEditor = {
  label(type: Catalogue, node: EditorNode): string {
    return textOf(node["name"]) || hooks[type].label(node);
  },
  prepare(type: Catalogue, node: EditorNode): void {
    hooks[type].prepare?.(node);
  },
  save(type: Catalogue, node: EditorNode): void {
    hooks[type].save?.(node);
  },
  validate(name: ValidatorName, node: EditorNode, value: unknown): true | string {
    return validators[name](value, node);
  },
};

Object.assign(globalThis, { pointsmanEditor });
