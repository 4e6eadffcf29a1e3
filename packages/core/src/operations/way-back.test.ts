import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../test/scripted-core.ts";
import { openScenes } from "../engines/scenes/scenes.ts";
import { openUndoBook } from "../engines/undo/undo-book.ts";
import type { Actor } from "../policy/types.ts";
import { createRunner, type Runner } from "./runner.ts";

const actor: Actor = { outlet: "command-line", id: "me" };

/** A core that outlives the processes which steer it; each of them begins with what the one before kept. */
function house() {
  const now = new Map([
    ["Proxy", "A"],
    ["Streaming", "A"],
  ]);
  const settings: Record<string, unknown> = { mode: "rule", "log-level": "info", "external-ui": "folder" };
  const group = (name: string) => ({
    name,
    type: "Selector",
    history: [],
    udp: true,
    now: now.get(name),
    all: ["A", "B"],
  });
  const nameIn = (target: string): string => target.split("/").at(-1) ?? "";
  const { controller } = scriptedCore({
    "groups.get": ({ target }) => group(nameIn(target)),
    "groups.list": () => ({ proxies: [...now.keys()].map(group) }),
    "proxies.select": ({ target, body }) => void now.set(nameIn(target), (body as { name: string }).name),
    "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
    "configs.get": () => ({ ...settings }),
    "configs.patch": ({ body }) => void Object.assign(settings, body),
  });
  const kept = { text: undefined as string | undefined };
  const state = { load: () => kept.text, save: (text: string) => void (kept.text = text) };
  const scenes = openScenes({
    config: { movie: { select: { Proxy: "B", Streaming: "B" }, mode: "global", rules: {} } },
  });
  const process = (): Runner =>
    createRunner({ controller: { ...controller, engines: { scenes, undo: openUndoBook({ state }) } } });
  return { now, settings, kept, process };
}

describe("after a restart of the process", () => {
  test("what was done is put back, several steps, and once", async () => {
    const { now, process } = house();
    const first = process();
    await first.run("select-node", { group: "Proxy", node: "B" }, { actor });
    await first.run("select-node", { group: "Streaming", node: "B" }, { actor });
    expect(await process().run("undo", { steps: 2 }, { actor })).toMatchObject({
      rows: [
        { operation: "select-node", input: { group: "Streaming", node: "A" }, was: "B", now: "A" },
        { operation: "select-node", input: { group: "Proxy", node: "A" }, was: "B", now: "A" },
      ],
    });
    expect([...now.values()]).toEqual(["A", "A"]);
    await expect(process().run("undo", {}, { actor })).rejects.toMatchObject({ code: "not-found" });
  });

  test("a scene is put back as one", async () => {
    const { now, settings, process } = house();
    await process().run("apply-scene", { scene: "movie" }, { actor });
    expect([now.get("Proxy"), now.get("Streaming"), settings["mode"]]).toEqual(["B", "B", "global"]);
    expect((await process().run("undo", {}, { actor })).total).toBe(3);
    expect([now.get("Proxy"), now.get("Streaming"), settings["mode"]]).toEqual(["A", "A", "rule"]);
  });

  test("what somebody changed meanwhile is refused, and left as it is", async () => {
    const { now, process } = house();
    await process().run("select-node", { group: "Proxy", node: "B" }, { actor });
    now.set("Proxy", "A");
    await expect(process().run("undo", {}, { actor })).rejects.toMatchObject({
      code: "rejected",
      reason: "changed-meanwhile",
      effect: "none",
    });
    expect(now.get("Proxy")).toBe("A");
  });

  test("what a later version did is left out, and what is before it still there", async () => {
    const { kept, process } = house();
    await process().run("select-node", { group: "Proxy", node: "B" }, { actor });
    const file = JSON.parse(kept.text ?? "") as { controllers: [string, object[]][] };
    for (const done of [
      { operation: "paint-node", input: {}, output: {} },
      { operation: "set-mode", input: { mode: "purple" }, output: { was: "rule", now: "purple" } },
      { operation: "undo", input: {}, output: { rows: [], total: 0 } },
    ])
      file.controllers[0]?.[1].push({ operation: done.operation, done: [done] });
    kept.text = JSON.stringify(file);
    expect(process().history.size).toBe(1);
    expect(await process().run("undo", {}, { actor })).toMatchObject({ rows: [{ was: "B", now: "A" }] });
  });

  test("a setting that may be secret was never written down, though the process itself could put it back", async () => {
    const { kept, process } = house();
    const first = process();
    await first.run("patch-config", { patch: { mode: "direct" } }, { actor });
    await first.run("patch-config", { patch: { "external-ui": "hunter2" } }, { actor });
    expect(first.history.size).toBe(2);
    expect(kept.text).not.toContain("hunter2");
    expect(process().history.latest?.ways[0]?.done.input).toEqual({ patch: { mode: "direct" } });
  });
});
