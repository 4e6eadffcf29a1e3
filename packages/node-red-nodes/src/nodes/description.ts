import type { StoredField } from "../catalog/action.ts";
import { newestForm } from "../catalog/stored-form.ts";
import type { Task } from "../catalog/task.ts";

/** What the editor's registration and dialog of a node are generated from. */
export interface NodeDescription {
  readonly type: `pointsman-${string}`;
  readonly category: "pointsman" | "config";
  /** Muted, readable with the editor's own label colour in both themes. Config nodes have none. */
  readonly color?: string;
  /** A file in `src/icons` (white on transparent), or `font-awesome/fa-…` of 4.7. */
  readonly icon?: string;
  readonly inputs?: 0 | 1;
  /** With more than one, catalogue keys `output.1` and on. */
  readonly outputs?: number;
  /** Stored properties in the order of `properties` in a flow file. */
  readonly defaults: Readonly<Record<string, PropertyDescription>>;
  readonly credentials?: Readonly<Record<string, "password">>;
  /** The dialog from top to bottom. */
  readonly rows: readonly DialogRow[];
  /** What it can be set to do; with the rows `task` and `fields`, or one alone with the row `fields`. */
  readonly tasks?: readonly Task[];
}

export interface PropertyDescription {
  readonly value: string | number | boolean | readonly string[] | Readonly<Record<string, StoredField>>;
  /** The type of the config node that it refers to. */
  readonly configType?: string;
  readonly required?: true;
  /** Name of a validator of the editor script. */
  readonly validate?: ValidatorName;
}

export type ValidatorName = "address" | "web-address" | "seconds" | "request" | "task" | "count";

/** One row: a label (catalogue key `label.<id>`), and an input bound to a property or a place that the editor script fills. */
export interface DialogRow {
  /** The property or credential, or the name of the place. */
  readonly id: string;
  /** Font Awesome 4.7, without `fa-`. */
  readonly icon: string;
  readonly input: "text" | "number" | "password" | "checkbox" | "config" | "choice" | "place";
  /** For `choice`: values; catalogue keys `choice.<id>.<value>`. */
  readonly choices?: readonly string[];
  readonly placeholder?: string;
  /** Catalogue key `hint.<id>` below the input. */
  readonly hint?: true;
}

/** The rows that most nodes begin with. */
export const nameRow = { id: "name", icon: "tag", input: "text" } as const satisfies DialogRow;
export const controllerRow = { id: "controller", icon: "server", input: "config" } as const satisfies DialogRow;

export const appRow = { id: "app", icon: "server", input: "config" } as const satisfies DialogRow;

/** Every node says in which form it is stored. */
export const formProperty = { value: newestForm } as const satisfies PropertyDescription;

/** A node that does one of several things with a message: everything but its name, its icon and its tasks is the same. */
export function taskNode<Type extends `pointsman-${string}`>(
  type: Type,
  icon: string,
  tasks: readonly Task[],
  { outputs = 1 }: { readonly outputs?: number } = {},
): NodeDescription & { readonly type: Type; readonly tasks: readonly Task[] } {
  return {
    type,
    category: "pointsman",
    color: "#9bbfb4",
    icon,
    inputs: 1,
    outputs,
    defaults: {
      name: { value: "" },
      controller: { value: "", configType: "pointsman-controller", required: true },
      task: { value: tasks[0]?.id ?? "", validate: "task" },
      fields: { value: {} },
      output: { value: "payload" },
      schema: formProperty,
    },
    rows: [
      nameRow,
      controllerRow,
      { id: "task", icon: "bolt", input: "choice", choices: tasks.map(({ id }) => id) },
      { id: "fields", icon: "list", input: "place" },
      { id: "output", icon: "sign-out", input: "text" },
    ],
    tasks,
  };
}
