import { describe, expect, test, vi } from "vitest";
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

/** Operations that answer with what they were asked, and fail for the node `gone`. */
function fakeContext() {
  const run = vi.fn(async (id: string, input: Record<string, unknown>) => {
    if (input["node"] === "gone") throw new Error("gone");
    const automatic = input["group"] === "Auto" ? "" : null;
    return { was: "before", now: input["node"] ?? input["mode"] ?? input["enabled"], wasFixed: automatic, id };
  });
  const options = { actor: { outlet: "node-red", id: "n" }, signal: new AbortController().signal } as const;
  return { run, context: { run, options } as unknown as TaskContext };
}

describe("a scene", () => {
  test("is applied part by part, and tells each change", async () => {
    const { context } = fakeContext();
    const scene = { select: { Proxy: "HK" }, mode: "rule", rules: { "Match,,Proxy": false } };
    expect(await selectWorks.scene(context, { scene })).toEqual({
      rows: [
        { operation: "set-mode", target: "mode", was: "before", now: "rule" },
        { operation: "select-node", target: "Proxy", was: "before", now: "HK" },
        { operation: "set-rule-enabled", target: "Match,,Proxy", was: "before", now: false },
      ],
      total: 3,
    });
  });

  test("is put back as a whole when one part fails: latest first, automatic groups to their own choice", async () => {
    const { context, run } = fakeContext();
    const scene = { mode: "rule", select: { One: "HK", Auto: "JP", Two: "gone", Three: "JP" } };
    await expect(selectWorks.scene(context, { scene })).rejects.toThrow("gone");
    expect(run.mock.calls.map(([id, input]) => [id, input]).slice(-3)).toEqual([
      ["release-node", { group: "Auto" }],
      ["select-node", { group: "One", node: "before" }],
      ["set-mode", { mode: "before" }],
    ]);
  });

  test.each([undefined, "movie", [], { selects: {} }, { select: { a: 1 } }, { rules: { a: "yes" } }, { mode: 1 }])(
    "%j is none",
    (given) => {
      expect(() => readScene(given)).toThrow("A scene is an object");
    },
  );
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
