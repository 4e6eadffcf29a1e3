import { openScenes } from "@pointsman/core/scenes";
import { describe, expect, test, vi } from "vitest";
import { createFlowScenes } from "../../runtime/flow-scenes.ts";
import type { TaskContext } from "../shared/task-node.ts";
import { neighbour, readScene, selectWorks } from "./works.ts";

const row = (name: string, more: { current?: boolean; alive?: boolean; kind?: string } = {}) => ({
  name,
  kind: "node",
  alive: true,
  ...more,
});

describe("neighbour", () => {
  const rows = [
    row("a"),
    row("traffic left", { kind: "info" }),
    row("b", { current: true }),
    row("c", { alive: false }),
  ];

  test.each([
    [1, false, "c"],
    [1, true, "a"],
    [-1, false, "a"],
    [-1, true, "a"],
  ] as const)("%s step, dead ones skipped: %s, is %s", (step, skipDead, expected) => {
    expect(neighbour(rows, step, skipDead)).toBe(expected);
  });

  test("goes round at both ends", () => {
    const ring = [row("a", { current: true }), row("b"), row("c")];
    expect([neighbour(ring, 1, false), neighbour(ring, -1, false)]).toEqual(["b", "c"]);
  });

  test("begins at an end where no member is in use, and knows none beside the only one", () => {
    expect([neighbour([row("a"), row("b")], 1, false), neighbour([row("a"), row("b")], -1, false)]).toEqual(["a", "b"]);
    expect(neighbour([row("a", { current: true })], 1, false)).toBeUndefined();
    expect(neighbour([], -1, false)).toBeUndefined();
  });
});

/** Operations that answer with what they were asked. */
function fakeContext() {
  const run = vi.fn(async (id: string, input: Record<string, unknown>) => ({ ...input, id, rows: [], total: 0 }));
  const options = { actor: { outlet: "node-red", id: "n" }, signal: new AbortController().signal } as const;
  const scenes = createFlowScenes({ openScenes });
  return { run, scenes, context: { run, scenes, options } as unknown as TaskContext };
}

describe("a scene", () => {
  test("is known to the operation while it runs, and to nobody afterwards", async () => {
    const { context, run, scenes } = fakeContext();
    const scene = { select: { Proxy: "HK", Auto: null }, mode: "rule", rules: { "Match,,Proxy": false } };
    run.mockImplementationOnce(async (id, input) => {
      expect([id, scenes.list("any")]).toEqual(["apply-scene", [{ name: input["scene"], source: "saved", scene }]]);
      return { id, rows: [{ target: "Proxy" }] as never[], total: 1 };
    });
    expect(await selectWorks.scene(context, { scene })).toEqual({ rows: [{ target: "Proxy" }], total: 1 });
    expect(scenes.list("any")).toEqual([]);
  });

  test("that fails is forgotten as well", async () => {
    const { context, run, scenes } = fakeContext();
    run.mockRejectedValueOnce(new Error("gone"));
    await expect(selectWorks.scene(context, { scene: { select: { Proxy: "gone" } } })).rejects.toThrow("gone");
    expect(scenes.list("any")).toEqual([]);
  });

  test("may be called by the name under which it was saved", async () => {
    const { context } = fakeContext();
    expect(await selectWorks.scene(context, { scene: "movie" })).toMatchObject({ id: "apply-scene", scene: "movie" });
  });

  test.each([
    undefined,
    5,
    [],
    { selects: {} },
    { select: { a: 1 } },
    { select: { a: "" } },
    { rules: { a: "yes" } },
    { mode: "script" },
  ])("%j is none", (given) => {
    expect(() => readScene(given)).toThrow("A scene is an object");
  });
});

describe("next", () => {
  test("needs a group, and switches to the member after the current one", async () => {
    const { context, run } = fakeContext();
    await expect(selectWorks.next(context, {})).rejects.toThrow('"group"');
    run.mockResolvedValueOnce({ rows: [row("a", { current: true }), row("b")] } as never);
    await selectWorks.next(context, { group: "Proxy", closeConnections: false });
    expect(run).toHaveBeenLastCalledWith(
      "select-node",
      { group: "Proxy", node: "b", closeConnections: false },
      expect.anything(),
    );
  });
});
