import type { Scene } from "@pointsman/core/scenes";
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

/**
 * Several changes as one, all or nothing: `{"select": {"Streaming": "HK 01"}, "mode": "rule", "rules": {"Match,,Proxy": true}}`,
 * or the name of a scene that `save-scene` has kept.
 */
async function applyScene({ run, options, scenes }: TaskContext, input: TaskInput): Promise<unknown> {
  const given = input["scene"];
  if (typeof given === "string") return await run("apply-scene", { scene: given }, options);
  const held = scenes.hold(readScene(given));
  try {
    const { rows, total } = await run("apply-scene", { scene: held.name }, options);
    return { rows, total };
  } finally {
    held.release();
  }
}

const modes = ["rule", "global", "direct"] as const satisfies readonly Scene["mode"][];

/** Checks the outline; whether the names mean something here is checked by the operation. */
export function readScene(given: unknown): Scene {
  const { select = {}, mode, rules = {}, ...rest } = isObject(given) ? given : { nothing: true };
  const known = modes.find((each) => each === mode);
  const isUsable =
    Object.keys(rest).length === 0 &&
    isObject(select) &&
    isObject(rules) &&
    Object.values(select).every((node) => node === null || (typeof node === "string" && node !== "")) &&
    Object.values(rules).every((enabled) => typeof enabled === "boolean") &&
    (mode === undefined || known !== undefined);
  if (!isUsable)
    throw new FlowError(
      "invalid-input",
      'A scene is an object such as {"select": {"Proxy": "HK 01"}, "mode": "rule", "rules": {"Match,,Proxy": true}}; each part may be left out.',
      { operation: "apply-scene" },
    );
  return {
    select: select as Scene["select"],
    rules: rules as Scene["rules"],
    ...(known === undefined ? {} : { mode: known }),
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
