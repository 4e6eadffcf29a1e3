import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../test/scripted-core.ts";
import type { DoneOperation } from "../engines/engines.ts";
import type { Actor } from "../policy/types.ts";
import type { OperationDef } from "./define.ts";
import { operations } from "./index.ts";
import { createRunner } from "./runner.ts";

const actor: Actor = { outlet: "command-line", id: "me" };

/** A core with one Selector whose choice and members a test may change behind our back. */
function house() {
  const group = { name: "Proxy", type: "Selector", history: [], udp: true, now: "A", all: ["A", "B", "HK 01 | x1.0"] };
  const core = scriptedCore({
    "groups.get": () => ({ ...group }),
    "proxies.select": ({ body }) => {
      group.now = (body as { name: string }).name;
    },
    "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
  });
  const done: DoneOperation[] = [];
  const controller = {
    ...core.controller,
    engines: { choices: { done: (one: DoneOperation) => void done.push(one) } },
  };
  return { group, core, done, runner: createRunner({ controller }) };
}

describe("undo", () => {
  test("refuses where somebody changed the group meanwhile, changes nothing, and does not stand in the way for ever", async () => {
    const { group, runner } = house();
    await runner.run("select-node", { group: "Proxy", node: "HK 01 | x1.0" }, { actor });
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor });
    group.now = "A";
    await expect(runner.run("undo", {}, { actor })).rejects.toMatchObject({
      code: "rejected",
      reason: "changed-meanwhile",
      effect: "none",
      message: expect.stringContaining('select-node "Proxy"') as string,
    });
    expect(group.now).toBe("A");
    expect(runner.history.size).toBe(1);
  });

  test("finds a node again that was renamed meanwhile", async () => {
    const { group, runner } = house();
    group.now = "HK 01 | x1.0";
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor });
    group.all = ["A", "B", "HK 01 | x1.2"];
    expect(await runner.run("undo", {}, { actor })).toMatchObject({ rows: [{ was: "B", now: "HK 01 | x1.2" }] });
  });

  test("tells the engines of its steps as of anything else", async () => {
    const { done, runner } = house();
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor });
    await runner.run("undo", {}, { actor });
    expect(done.map(({ operation, input }) => [operation, input])).toEqual([
      ["select-node", { group: "Proxy", node: "B" }],
      ["select-node", { group: "Proxy", node: "A" }],
      ["undo", {}],
    ]);
  });

  test("never puts back what it cannot look at: whatever has a way back can tell whether it still stands", () => {
    const all: readonly OperationDef[] = Object.values(operations);
    for (const one of all) expect([one.id, "stands" in one]).toEqual([one.id, "undo" in one]);
  });
});

describe("a guard", () => {
  test("runs when it is the operation's turn, and what it throws is the outcome", async () => {
    const { group, runner } = house();
    const first = runner.run("select-node", { group: "Proxy", node: "B" }, { actor });
    const seen: string[] = [];
    const second = runner.run(
      "select-node",
      { group: "Proxy", node: "A" },
      {
        actor,
        guard: async () => {
          seen.push(group.now);
          throw new TypeError("not now");
        },
      },
    );
    await first;
    await expect(second).rejects.toThrow("not now");
    expect([seen, group.now]).toEqual([["B"], "B"]);
  });
});
