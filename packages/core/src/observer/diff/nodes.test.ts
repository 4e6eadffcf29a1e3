import { describe, expect, test } from "vitest";
import { groupView, nodeView } from "../../../test/support/views.ts";
import { DEFAULT_TEST_URL } from "../../engines/delay/delay-engine.ts";
import type { Change, GroupView, NodeView } from "../types.ts";
import { diffNodes, type NodesPicture } from "./nodes.ts";

function picture(nodes: readonly NodeView[], groups: readonly GroupView[] = [groupView()]): NodesPicture {
  return { nodes: new Map(nodes.map((node) => [node.name, node])), groups };
}
const tested = (name: string, delays: Record<string, number | null>, fields: Partial<NodeView> = {}): NodeView => {
  const last = Object.values(delays).at(-1);
  return nodeView(name, {
    delays: new Map(Object.entries(delays)),
    ...(last === undefined ? {} : { delay: last }),
    ...fields,
  });
};
const typesOf = (changes: readonly Change[]): string[] => changes.map(({ type }) => type);

test("the same nodes say nothing", () => {
  const same = picture([nodeView("a")]);
  expect(diffNodes(same, { ...same, groups: [] })).toEqual([]);
});

describe("life and death", () => {
  const own = "http://own/204";
  const auto = groupView({ name: "Auto", type: "URLTest", testUrl: own });

  test("a node dies when the test of its group fails", () => {
    const was = picture([tested("a", { [own]: 80 })], [auto]);
    const now = picture([tested("a", { [own]: null })], [auto]);
    expect(diffNodes(was, now)).toEqual([
      { type: "node-died", node: "a" },
      { type: "delays-changed", nodes: ["a"] },
    ]);
  });

  test("and revives with the delay that it then has", () => {
    const was = picture([tested("a", { [own]: null })], [auto]);
    const now = picture([tested("a", { [own]: 95 })], [auto]);
    expect(diffNodes(was, now)[0]).toEqual({ type: "node-revived", node: "a", delay: 95 });
  });

  test("a failed test of a URL that no group uses kills nobody", () => {
    const was = picture([tested("a", { [own]: 80 })], [auto]);
    const now = picture([tested("a", { [own]: 80, "http://other": null })], [auto]);
    expect(typesOf(diffNodes(was, now))).toEqual(["delays-changed"]);
  });

  test("a node that answers for one of its groups is not dead", () => {
    const groups = [auto, groupView({ name: "B", testUrl: "http://b" })];
    const was = picture([tested("a", { [own]: 80, "http://b": 90 })], groups);
    const now = picture([tested("a", { [own]: null, "http://b": 90 })], groups);
    expect(typesOf(diffNodes(was, now))).toEqual(["delays-changed"]);
  });

  test("a Selector without a URL of its own is judged by the core's default", () => {
    const was = picture([nodeView("a")]);
    const now = picture([tested("a", { [DEFAULT_TEST_URL]: null })]);
    expect(typesOf(diffNodes(was, now))).toEqual(["node-died", "delays-changed"]);
  });

  test.each<[string, Partial<NodeView>]>([
    ["pseudo-nodes", { kind: "info" }],
    ["groups", { kind: "group" }],
    ["built-ins", { kind: "builtin" }],
  ])("%s neither live nor die", (_, fields) => {
    const was = picture([tested("a", { [own]: 80 }, fields)], [auto]);
    const now = picture([tested("a", { [own]: null }, fields)], [auto]);
    expect(typesOf(diffNodes(was, now))).toEqual(["delays-changed"]);
  });

  test("a node that is dead when first seen is no news of a death", () => {
    expect(typesOf(diffNodes(picture([]), picture([tested("a", { [own]: null })], [auto])))).toEqual([
      "nodes-changed",
      "delays-changed",
    ]);
  });
});

describe("names", () => {
  const from = (provider: string, ...names: string[]): NodeView[] => names.map((name) => nodeView(name, { provider }));

  test("a node that a subscription renamed is told as a pair", () => {
    const changes = diffNodes(
      picture(from("sub", "HK 01 | x1.0", "JP 01")),
      picture(from("sub", "HK 01 | x1.2", "JP 01")),
    );
    expect(changes).toEqual([
      { type: "nodes-changed", added: ["HK 01 | x1.2"], removed: ["HK 01 | x1.0"] },
      { type: "nodes-renamed", provider: "sub", pairs: [{ was: "HK 01 | x1.0", now: "HK 01 | x1.2" }] },
    ]);
  });

  test("names are paired within their provider only", () => {
    const was = picture([...from("one", "HK 01 | x1.0"), ...from("two", "US 01")]);
    const now = picture([...from("one", "US 09"), ...from("two", "HK 01 | x1.2")]);
    expect(typesOf(diffNodes(was, now))).toEqual(["nodes-changed"]);
  });

  test("nodes of the config itself belong to the core's default provider", () => {
    const changes = diffNodes(picture([nodeView("HK 01 x1.0")]), picture([nodeView("HK 01 x2.0")]));
    expect(changes[1]).toMatchObject({ type: "nodes-renamed", provider: "default" });
  });

  test("news in disguise is nobody under a new name", () => {
    const info = (name: string): NodeView => nodeView(name, { kind: "info", provider: "sub" });
    const changes = diffNodes(picture([info("Traffic x1")]), picture([info("Traffic x2")]));
    expect(typesOf(changes)).toEqual(["nodes-changed"]);
  });

  test("a node called __proto__ is a node", () => {
    expect(diffNodes(picture([]), picture([nodeView("__proto__")]))).toEqual([
      { type: "nodes-changed", added: ["__proto__"], removed: [] },
    ]);
  });
});

test("only nodes with another delay are told as tested", () => {
  const [a, b] = [tested("a", { u: 10 }), tested("b", { u: 20 })];
  expect(diffNodes(picture([a, b]), picture([a, tested("b", { u: 21 })]))).toEqual([
    { type: "delays-changed", nodes: ["b"] },
  ]);
});
