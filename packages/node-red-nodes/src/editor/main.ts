import { isTooNew, type StoredProperties, upToDate } from "../catalog/stored-form.ts";
import { textOf } from "../catalog/stored-text.ts";
import type { ValidatorName } from "../nodes/description.ts";
import type { NodeType } from "../nodes/descriptions.ts";
import { findAction } from "./action-list.ts";
import { prepareController } from "./controller-dialog.ts";
import { descriptionOf } from "./description-of.ts";
import { prepareEvents, saveEvents } from "./events-dialog.ts";
import { showNewForm, takeNewForm } from "./new-form.ts";
import { prepareRequest, saveRequest } from "./request-dialog.ts";
import { keepStoredChoices } from "./stored-values.ts";
import { prepareTasks, saveTasks } from "./task-dialog.ts";
import { actionTitle, text } from "./texts.ts";
import { validators } from "./validators.ts";

interface Hooks {
  /** What the node is called on the canvas where it has no name. */
  label(node: EditorNode): string;
  /** `stored`: what is stored of it, in the newest form. */
  prepare?(node: EditorNode, stored: StoredProperties): void;
  save?(node: EditorNode): void;
}

/** What is particular to a node; all others are their tasks, or their rows alone. */
const particular: Readonly<Partial<Record<NodeType, Partial<Hooks>>>> = {
  "pointsman-controller": { label: (node) => textOf(node["url"]), prepare: prepareController },
  "pointsman-events": { prepare: prepareEvents, save: saveEvents },
  "pointsman-request": { label: requestLabel, prepare: prepareRequest, save: saveRequest },
};

function hooksOf(type: NodeType): Hooks {
  const { tasks } = descriptionOf(type);
  const common: Hooks =
    tasks === undefined
      ? { label: () => text(type, "palette.name") }
      : { label: taskLabel, prepare: prepareTasks, save: saveTasks };
  return { ...common, ...particular[type] };
}

/** The task where there is a choice. */
function taskLabel(node: EditorNode): string {
  const type = node.type as NodeType;
  const task = textOf(node["task"]);
  const isKnown = (descriptionOf(type).tasks ?? []).some(({ id }) => id === task);
  return isKnown ? text(type, `choice.task.${task}`) : text(type, "palette.name");
}

function requestLabel(node: EditorNode): string {
  const id = textOf(node["action"]);
  if (node["from"] === "message" || id === "") return text("pointsman-request", "palette.name");
  return findAction(id) === undefined ? id : actionTitle(id);
}

/** What the generated registrations call. */
const pointsmanEditor = {
  label(type: NodeType, node: EditorNode): string {
    return textOf(node["name"]) || hooksOf(type).label(node);
  },
  prepare(type: NodeType, node: EditorNode): void {
    const { category, rows } = descriptionOf(type);
    const prefix = category === "config" ? "node-config-input" : "node-input";
    const choices = rows.filter(({ input }) => input === "choice").map(({ id }) => id);
    keepStoredChoices(node, prefix, choices);
    if (rows.some(({ id }) => id === "output")) $(`#${prefix}-output`).typedInput({ default: "msg", types: ["msg"] });
    const stored = upToDate(node);
    showNewForm(node, stored, prefix);
    hooksOf(type).prepare?.(node, stored);
  },
  save(type: NodeType, node: EditorNode): void {
    // A newer form than this version knows stays as it is.
    if (isTooNew(node)) return;
    takeNewForm(node, upToDate(node));
    hooksOf(type).save?.(node);
  },
  validate(name: ValidatorName, node: EditorNode, value: unknown): true | string {
    return validators[name](value, node);
  },
};

Object.assign(globalThis, { pointsmanEditor });
