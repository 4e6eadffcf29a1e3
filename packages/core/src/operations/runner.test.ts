import { describe, expect, test } from "vitest";
import { ControllerError } from "../client/errors.ts";
import type { Actor, AuditRecord } from "../policy/types.ts";
import { createRunner } from "./runner.ts";
import { type Answer, scriptedCore } from "../../test/scripted-core.ts";

const admin: Actor = { outlet: "command-line", id: "me" };

/** A core with one Selector whose choice can be switched. */
function selectorCore(extra: Record<string, Answer> = {}) {
  const group = { name: "Proxy", type: "Selector", history: [], udp: true, now: "A", all: ["A", "B"] };
  return scriptedCore({
    "groups.get": () => ({ ...group }),
    "proxies.select": ({ body }) => {
      group.now = (body as { name: string }).name;
    },
    "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
    ...extra,
  });
}

function runnerOf(core: ReturnType<typeof scriptedCore>, extra: Partial<Parameters<typeof createRunner>[0]> = {}) {
  const audit: AuditRecord[] = [];
  return Object.assign(createRunner({ controller: core.controller, audit: (record) => audit.push(record), ...extra }), {
    audit,
  });
}

describe("input", () => {
  test.each<[string, unknown, string]>([
    ["select-node", {}, 'select-node: "group" is missing.'],
    ["select-node", { group: "Proxy", nod: "B" }, 'select-node does not know "nod"; did you mean "node"?'],
    [
      "select-node",
      { group: "Proxy", node: "B", colour: 1 },
      'select-node does not know "colour"; it knows group, node, closeConnections, match.',
    ],
    ["flush-dns", { now: true }, 'flush-dns does not know "now"; it takes no input.'],
    ["select-node", "Proxy", "select-node: must be an object of keys and values."],
    ["set-mode", { mode: "globl" }, 'set-mode: "mode" must be rule, global or direct (did you mean "global"?).'],
    ["test-delay", {}, "test-delay: give exactly one of node, nodes, group, provider or all."],
    [
      "close-connections",
      { filter: {} },
      'close-connections: "filter" must name a condition, or be {"all":true} to mean every connection.',
    ],
    [
      "close-connections",
      { filter: { devise: "x" } },
      'close-connections does not know "devise" in "filter"; did you mean "device"?',
    ],
  ])("%s with %j is answered: %s", async (id, input, sentence) => {
    const core = scriptedCore({});
    await expect(runnerOf(core).run(id as "select-node", input as never, { actor: admin })).rejects.toMatchObject({
      code: "invalid-input",
      message: sentence,
    });
    expect(core.sent).toEqual([]);
  });

  test("an unknown operation names the nearest one", async () => {
    const run = runnerOf(scriptedCore({})).run("selct-node" as never, {} as never, { actor: admin });
    await expect(run).rejects.toMatchObject({
      code: "invalid-input",
      message: 'There is no operation "selct-node"; did you mean "select-node"?',
    });
  });
});

describe("policy", () => {
  test("what is refused never reaches the core, and stands in the audit", async () => {
    const core = selectorCore();
    const runner = runnerOf(core);
    const actor: Actor = { outlet: "telegram", id: "7", role: "viewer" };
    await expect(runner.run("select-node", { group: "Proxy", node: "B" }, { actor })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(core.sent).toEqual([]);
    expect(runner.audit).toMatchObject([
      { operation: "select-node", outcome: "failed", code: "forbidden", actor: { outlet: "telegram", id: "7" } },
    ]);
  });

  test("an actor limited to some groups is refused others", async () => {
    const runner = runnerOf(selectorCore());
    const run = runner.run(
      "select-node",
      { group: "Proxy", node: "B" },
      { actor: { ...admin, groups: ["Streaming"] } },
    );
    await expect(run).rejects.toMatchObject({ code: "forbidden" });
  });

  test("the caps of outlet and controller hold", async () => {
    const runner = runnerOf(selectorCore(), { policy: { outlets: { mqtt: "none" } } });
    await expect(
      runner.run("select-node", { group: "Proxy", node: "B" }, { actor: { outlet: "mqtt", id: "t" } }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a run", () => {
  test("answers what was found and done, lets the observer read again and is recorded", async () => {
    const core = selectorCore();
    const runner = runnerOf(core);
    const output = await runner.run("select-node", { group: "Proxy", node: "B" }, { actor: admin });
    expect(output).toEqual({ group: "Proxy", was: "A", now: "B", wasFixed: null, applied: true, closed: 0 });
    expect(core.refreshed).toEqual([["groups"]]);
    expect(runner.audit).toMatchObject([
      {
        controller: "home",
        operation: "select-node",
        outcome: "done",
        input: { group: "Proxy", node: "B" },
        result: { was: "A", now: "B" },
      },
    ]);
  });

  test("a query is neither recorded nor followed by a reading", async () => {
    const core = scriptedCore({ "proxies.list": () => ({ proxies: {} }) });
    const runner = runnerOf(core);
    expect(await runner.run("list-groups", {}, { actor: { ...admin, role: "viewer" } })).toEqual({
      rows: [],
      total: 0,
    });
    expect(runner.audit).toEqual([]);
    expect(core.refreshed).toEqual([]);
  });

  test("two runs on one group wait for each other, so that each finds what the other left", async () => {
    const runner = runnerOf(selectorCore());
    const both = await Promise.all([
      runner.run("select-node", { group: "Proxy", node: "B" }, { actor: admin }),
      runner.run("select-node", { group: "Proxy", node: "A" }, { actor: admin }),
    ]);
    expect(both.map(({ was, now }) => [was, now])).toEqual([
      ["A", "B"],
      ["B", "A"],
    ]);
  });

  test("whatever the core sends instead of sense becomes unexpected-response", async () => {
    const core = scriptedCore({ "proxies.list": () => ({ proxies: null }) });
    await expect(runnerOf(core).run("list-groups", {}, { actor: admin })).rejects.toMatchObject({
      code: "unexpected-response",
    });
  });

  test("the audit never holds a whole config or a stored value", async () => {
    const core = scriptedCore({
      "configs.replace": () => undefined,
      "version.get": () => ({ version: "v1" }),
      "storage.put": () => undefined,
      "storage.get": () => ({ password: "hunter2" }),
      "configs.get": () => ({ mode: "rule", tun: { enable: false } }),
      "configs.patch": () => undefined,
    });
    const runner = runnerOf(core);
    await runner.run("reload-config", { payload: "secret: hunter2" }, { actor: admin });
    await runner.run("write-storage", { key: "k", value: { password: "hunter2" } }, { actor: admin });
    await runner.run(
      "patch-config",
      { patch: { "ss-config": "ss://hunter2", "tuic-server": { enable: true, token: ["hunter2"] } } },
      { actor: admin },
    );
    expect(runner.audit).toHaveLength(3);
    expect(JSON.stringify(runner.audit)).not.toContain("hunter2");
  });

  test("input that was refused is not recorded word by word", async () => {
    const runner = runnerOf(scriptedCore({}));
    await expect(
      runner.run("reload-config", { payload: "hunter2", secret: 1 } as never, { actor: admin }),
    ).rejects.toMatchObject({ code: "invalid-input" });
    expect(runner.audit).toHaveLength(1);
    expect(JSON.stringify(runner.audit)).not.toContain("hunter2");
  });
});

describe("abort", () => {
  test("before anything was sent: nothing happened, and the error says so", async () => {
    const core = selectorCore();
    const stop = AbortSignal.abort();
    await expect(
      runnerOf(core).run("select-node", { group: "Proxy", node: "B" }, { actor: admin, signal: stop }),
    ).rejects.toMatchObject({ code: "aborted", effect: "none" });
    expect(core.sent).toEqual([]);
    expect(core.refreshed).toEqual([]);
  });

  test("after the command went out: the effect is unknown, and the observer looks", async () => {
    const stop = new AbortController();
    const core = selectorCore({
      "proxies.select": () => {
        stop.abort();
        throw new ControllerError("aborted", "cut");
      },
    });
    await expect(
      runnerOf(core).run("select-node", { group: "Proxy", node: "B" }, { actor: admin, signal: stop.signal }),
    ).rejects.toMatchObject({ code: "aborted", effect: "unknown" });
    expect(core.refreshed).toEqual([["groups"]]);
  });
});

describe("undo", () => {
  test("puts back the latest change, once, and leaves none of its own", async () => {
    const runner = runnerOf(selectorCore());
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor: admin });
    expect(runner.history.size).toBe(1);
    expect(await runner.run("undo", {}, { actor: admin })).toEqual({
      rows: [{ operation: "select-node", input: { group: "Proxy", node: "A" }, was: "B", now: "A" }],
      total: 1,
    });
    await expect(runner.run("undo", {}, { actor: admin })).rejects.toMatchObject({ code: "not-found" });
  });

  test("a change that changed nothing leaves nothing to put back", async () => {
    const runner = runnerOf(selectorCore());
    await runner.run("select-node", { group: "Proxy", node: "A" }, { actor: admin });
    expect(runner.history.size).toBe(0);
  });

  test("several steps go back in reverse order", async () => {
    const runner = runnerOf(selectorCore());
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor: admin });
    await runner.run("select-node", { group: "Proxy", node: "A" }, { actor: admin });
    const { rows } = await runner.run("undo", { steps: 5 }, { actor: admin });
    expect(rows.map(({ now }) => now)).toEqual(["B", "A"]);
  });

  test("does not lead past the policy: whoever may not touch the group may not put it back", async () => {
    const runner = runnerOf(selectorCore());
    await runner.run("select-node", { group: "Proxy", node: "B" }, { actor: admin });
    await expect(runner.run("undo", {}, { actor: { ...admin, groups: ["Streaming"] } })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(runner.history.size).toBe(1);
  });
});
