import type { Action, Field } from "./action.ts";

/**
 * One thing that a purpose node can be set to do. What it shows, checks and stores comes from the action; a task only
 * picks among the action's fields, fixes some, or adds fields for work of the node's own.
 */
export interface Task {
  /** Stored in flows; catalogue key `choice.task.<id>`. */
  readonly id: string;
  /** Operation or row: its danger is the task's. */
  readonly action: string;
  /** Field paths of the action, or fields of its own, in the dialog's order. Default: all of the action's. */
  readonly fields?: readonly (string | Field)[];
  /** What the task itself says, by field path. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

/** The fields that a task shows. A path that the action has not is left out; a test finds it. */
export function taskFields(task: Task, action: Pick<Action, "fields"> | undefined): Field[] {
  const known = action?.fields ?? [];
  if (task.fields === undefined) return [...known];
  return task.fields.flatMap((field) =>
    typeof field === "string" ? known.filter(({ path }) => path === field) : [field],
  );
}

/** Every field that may be part of the task's input: the shown ones and those that it fixes. */
export function inputFields(task: Task, action: Pick<Action, "fields"> | undefined): Field[] {
  const shown = taskFields(task, action);
  const fixed = (action?.fields ?? []).filter(
    ({ path }) => Object.hasOwn(task.fixed ?? {}, path) && !shown.some((field) => field.path === path),
  );
  return [...shown, ...fixed];
}
