import { FlowError } from "../../runtime/flow-error.ts";
import type { TaskContext, TaskInput, TaskWork } from "../shared/task-node.ts";

type Row = { readonly name: string; readonly kind: string; readonly alive: boolean; readonly current?: boolean };

/** The member after (or before) the current one, round and round. Undefined: there is no other. */
export function neighbour(rows: readonly Row[], step: 1 | -1, skipDead: boolean): string | undefined {
  // A subscription's pseudo-nodes are no way out.
  const ring = rows.filter(({ kind, current }) => kind !== "info" || current === true);
  const at = ring.findIndex(({ current }) => current === true);
  const from = at < 0 && step === -1 ? 0 : at;
  const order = ring.map((_row, index) => ring[(from + step * (index + 1) + ring.length * 2) % ring.length]);
  return order.find((row) => row !== undefined && row.current !== true && (row.alive || !skipDead))?.name;
}

/** Switches a group to the member beside the current one. Answers as `select-node` does. */
function beside(step: 1 | -1): TaskWork {
  return async ({ run, options }, input) => {
    const group = groupOf(input);
    const { rows } = await run("list-nodes", { group }, options);
    const node = neighbour(rows, step, input["skipDead"] === true);
    if (node === undefined)
      throw new FlowError("not-found", `The group ${JSON.stringify(group)} has no other member that could be used.`, {
        operation: "select-node",
      });
    const close = input["closeConnections"];
    return await run(
      "select-node",
      { group, node, ...(close === undefined ? {} : { closeConnections: close as boolean }) },
      options,
    );
  };
}

function groupOf(input: TaskInput): string {
  const group = input["group"];
  if (typeof group === "string" && group !== "") return group;
  throw new FlowError("invalid-input", '"group" must be the name of a group.', { operation: "select-node" });
}

/** What a scene may say. */
interface Scene {
  readonly select: Readonly<Record<string, string>>;
  readonly mode?: string;
  readonly rules: Readonly<Record<string, boolean>>;
}

interface Change {
  readonly operation: "select-node" | "set-mode" | "set-rule-enabled";
  readonly target: string;
  readonly was: unknown;
  readonly now: unknown;
}

interface Done {
  readonly change: Change;
  /** The way back; undefined: nothing was changed. */
  readonly back: (() => Promise<unknown>) | undefined;
}

/**
 * Several changes as one: `{"select": {"Streaming": "HK 01"}, "mode": "rule", "rules": {"Match,,Proxy": true}}`. All or
 * nothing: when one fails, what was done before it is put back, latest first, and the failure is the answer.
 */
async function applyScene(context: TaskContext, input: TaskInput): Promise<unknown> {
  const scene = readScene(input["scene"]);
  const done: Done[] = [];
  try {
    for (const change of changesOf(context, scene)) done.push(await change());
  } catch (error) {
    // Best effort: the first failure is what people must hear of.
    for (const { back } of done.toReversed()) await back?.().catch(() => {});
    throw error;
  }
  const rows = done.map(({ change }) => change);
  return { rows, total: rows.length };
}

function* changesOf({ run, options }: TaskContext, scene: Scene): Iterable<() => Promise<Done>> {
  const { mode } = scene;
  if (mode !== undefined) {
    yield async () => {
      const { was, now } = await run("set-mode", { mode: mode as "rule" }, options);
      const back = was === now ? undefined : () => run("set-mode", { mode: was as "rule" }, options);
      return { change: { operation: "set-mode", target: "mode", was, now }, back };
    };
  }
  for (const [group, node] of Object.entries(scene.select)) {
    yield async () => {
      const { was, now, wasFixed } = await run("select-node", { group, node }, options);
      // An automatic group goes back to its pin, or to its own choice.
      const before = wasFixed ?? was;
      const back =
        before === ""
          ? () => run("release-node", { group }, options)
          : () => run("select-node", { group, node: before ?? "" }, options);
      return {
        change: { operation: "select-node", target: group, was, now },
        back: before === null ? undefined : back,
      };
    };
  }
  for (const [rule, enabled] of Object.entries(scene.rules)) {
    yield async () => {
      const { was, now } = await run("set-rule-enabled", { rule, enabled }, options);
      const back = was === now ? undefined : () => run("set-rule-enabled", { rule, enabled: was }, options);
      return { change: { operation: "set-rule-enabled", target: rule, was, now }, back };
    };
  }
}

/** Checks the outline; names and values are checked by the operations. */
export function readScene(given: unknown): Scene {
  const { select = {}, mode, rules = {}, ...rest } = isObject(given) ? given : { nothing: true };
  const odd = Object.keys(rest);
  const isUsable =
    odd.length === 0 &&
    isObject(select) &&
    isObject(rules) &&
    Object.values(select).every((node) => typeof node === "string") &&
    Object.values(rules).every((enabled) => typeof enabled === "boolean") &&
    (mode === undefined || typeof mode === "string");
  if (!isUsable)
    throw new FlowError(
      "invalid-input",
      'A scene is an object such as {"select": {"Proxy": "HK 01"}, "mode": "rule", "rules": {"Match,,Proxy": true}}; each part may be left out.',
      { operation: "select-node" },
    );
  return {
    select: select as Scene["select"],
    rules: rules as Scene["rules"],
    ...(mode === undefined ? {} : { mode }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const selectWorks = {
  next: beside(1),
  previous: beside(-1),
  scene: applyScene,
} as const satisfies Record<string, TaskWork>;
