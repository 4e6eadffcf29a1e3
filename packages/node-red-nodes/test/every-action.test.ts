import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Action, Field, StoredField } from "../src/catalog/action.ts";
import { listActions } from "../src/catalog/actions.ts";
import { actionCases } from "./harness/action-inputs.ts";
import { controllerNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

/** As the dialog stores it. */
function storedField(field: Field, value: unknown): StoredField {
  if (field.kind === "json" || field.kind === "any") return { value: JSON.stringify(value), type: "json" };
  const text = String(value);
  if (field.live !== undefined) return { value: text, type: field.live };
  const types = { text: "str", number: "num", boolean: field.required ? "bool" : "choice", choice: "choice" };
  return { value: text, type: types[field.kind] };
}

function storedFields(action: Action): Record<string, StoredField> {
  const input = actionCases[action.id]?.input ?? {};
  return Object.fromEntries(
    action.fields.flatMap((field) => {
      const value = field.path
        .split(".")
        .reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], input);
      return value === undefined ? [] : [[field.path, storedField(field, value)]];
    }),
  );
}

describe("every action, as a stored request node in a real Node-RED", () => {
  const actions = listActions();
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    const flows = actions.flatMap((action) => httpFlow(action.id, requestNode(action.id, storedFields(action))));
    await nodeRed.deploy(onTab(controllerNode(simulator.url, { policy: "critical" }), ...flows));
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  test("each action has a case here, and no case is left over", () => {
    expect(Object.keys(actionCases).sort()).toEqual(actions.map(({ id }) => id).sort());
  });

  test.each(Object.entries(actionCases))("%s", async (id, { code }) => {
    const { status, message } = await sendThrough(nodeRed, id);
    expect(message.error?.code, message.error?.message).toBe(code);
    expect(status).toBe(code === undefined ? 200 : 500);
    const asked = id.includes(".") ? { row: id } : { operation: id };
    expect(code === undefined ? message.pointsman : message.error?.cause).toMatchObject(asked);
  });
});
