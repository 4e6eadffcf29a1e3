import { ControllerError } from "@pointsman/core";
import { describe, expect, test, vi } from "vitest";
import { fakeHub } from "../../testing/fake-controller.ts";
import { followingNames, storedNodes } from "./follow-names.ts";

const notFound = new ControllerError("not-found", "There is no such node.");
const { signal } = new AbortController();

async function setUp(...names: string[]) {
  const list = vi.fn(async () => ({ proxies: Object.fromEntries(names.map((name) => [name, {}])) }));
  return { list, opened: await fakeHub({ client: { proxies: { list } } }).open() };
}

/** Knows the nodes of these names. */
const worker = (...known: string[]) =>
  vi.fn(async (values: ReadonlyMap<string, unknown>) => {
    if (!known.includes(String(values.get("node")))) throw notFound;
    return values.get("node");
  });

describe("followingNames", () => {
  test("asks nothing while the name is found", async () => {
    const { list, opened } = await setUp("HK 01");
    const values = new Map([["node", "HK 01"]]);
    expect(await followingNames(opened, values, ["node"], signal, worker("HK 01"))).toBe("HK 01");
    expect(list).not.toHaveBeenCalled();
  });

  test("does it again under the name that the node has by now", async () => {
    const { opened } = await setUp("JP 01", "HK 01 | x1.2");
    const values = new Map([["node", "HK 01 | x1.0"]]);
    expect(await followingNames(opened, values, ["node"], signal, worker("HK 01 | x1.2"))).toBe("HK 01 | x1.2");
  });

  test.each([
    ["nobody is like it", ["JP 01"], ["node"]],
    ["several could be meant", ["HK 01 | x2", "HK 01 | x3"], ["node"]],
    ["a message brought it", ["HK 01 | x1.2"], []],
  ])("fails as it did where %s", async (_why, names, paths) => {
    const { opened } = await setUp(...names);
    const work = worker(...names);
    const values = new Map([["node", "HK 01 | x1.0"]]);
    await expect(followingNames(opened, values, paths, signal, work)).rejects.toBe(notFound);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test("does not try again what failed for another reason", async () => {
    const { list, opened } = await setUp("HK 01 | x1.2");
    const work = vi.fn().mockRejectedValue(new ControllerError("timeout", "Too late."));
    const values = new Map([["node", "HK 01 | x1.0"]]);
    await expect(followingNames(opened, values, ["node"], signal, work)).rejects.toMatchObject({ code: "timeout" });
    expect(list).not.toHaveBeenCalled();
  });

  test("looks a condition's name up first, as a condition finds nothing instead of failing", async () => {
    const { list, opened } = await setUp("HK 01 | x1.2");
    const values = new Map([["filter.node", "HK 01 | x1.0"]]);
    const work = async (now: typeof values) => now.get("filter.node");
    expect(await followingNames(opened, values, ["filter.node"], signal, work as never)).toBe("HK 01 | x1.2");
    list.mockRejectedValueOnce(new ControllerError("unreachable", "Nobody answers."));
    await expect(followingNames(opened, values, ["filter.node"], signal, work as never)).rejects.toMatchObject({
      name: "FlowError",
      code: "unreachable",
    });
  });
});

test("storedNodes are those that the dialog stored, not what a message or a variable says", () => {
  const fields = new Map([
    ["node", { value: "HK 01", type: "node" }],
    ["filter.node", { value: "payload", type: "msg" }],
    ["group", { value: "Proxy", type: "group" }],
  ]);
  expect(storedNodes(fields)).toEqual(["node"]);
});
