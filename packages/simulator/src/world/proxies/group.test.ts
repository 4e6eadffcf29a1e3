import { beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { Group, type GroupParts, type GroupType, pathThrough, type Proxy } from "./group.ts";
import { parseNode, type ProxyNode } from "./node.ts";
import { profiles } from "../profile.ts";

const url = "http://t/";
let time = 0;
let nodes: Record<"a" | "b" | "c", ProxyNode>;

function make(type: GroupType, members: readonly Proxy[], parts: Partial<GroupParts> = {}): Group {
  return new Group({
    name: "G",
    type,
    testUrl: url,
    expectedStatus: "*",
    hidden: false,
    icon: "",
    emptyFallback: "COMPATIBLE",
    disableUdp: false,
    tolerance: 0,
    members: () => [...members],
    now: () => time,
    ...parts,
  });
}

function node(name: string): ProxyNode {
  return parseNode({ name, type: "http", server: "x", port: 1 }, "", profiles.current, createRandom(1));
}

beforeEach(() => {
  time = 0;
  nodes = { a: node("a"), b: node("b"), c: node("c") };
});

describe("a Selector", () => {
  it("falls to its first member when the choice vanished, and returns to it when it is back", () => {
    const members: Proxy[] = [nodes.a, nodes.b];
    const group = make("Selector", members, { members: () => members });
    group.set("b");
    expect(group.current()).toBe(nodes.b);
    members.pop();
    expect(group.current()).toBe(nodes.a);
    members.push(node("b"));
    expect(group.current().name).toBe("b");
  });
});

describe("a URLTest", () => {
  it("takes the fastest that is alive for its own URL", () => {
    nodes.a.health.record(url, 0, 100, true);
    nodes.b.health.record(url, 0, 50, true);
    nodes.c.health.record(url, 0, 10, false);
    expect(make("URLTest", Object.values(nodes)).current()).toBe(nodes.b);
  });

  it("keeps its choice for ten seconds, and then as long as nobody is faster by more than the tolerance", () => {
    const group = make("URLTest", Object.values(nodes), { tolerance: 20 });
    nodes.b.health.record(url, 0, 50, true);
    expect(group.current()).toBe(nodes.b);
    nodes.c.health.record(url, 0, 20, true);
    time = 9999;
    expect(group.current()).toBe(nodes.b);
    time = 10_000;
    expect(group.current()).toBe(nodes.c);
    nodes.b.health.record(url, 0, 5, true);
    time = 30_000;
    expect(group.current()).toBe(nodes.c);
  });

  it("uses a pinned member only while it is alive, and keeps the pin", () => {
    const group = make("URLTest", Object.values(nodes));
    group.set("c");
    expect(group.current()).toBe(nodes.c);
    nodes.c.health.record(url, 0, undefined, true);
    nodes.a.health.record(url, 0, 10, true);
    time = 20_000;
    expect(group.current()).toBe(nodes.a);
    expect(group.selected).toBe("c");
  });
});

describe("a Fallback", () => {
  it("takes the first that is alive, and the first of all when nobody is", () => {
    const group = make("Fallback", Object.values(nodes));
    nodes.a.health.record(url, 0, undefined, true);
    expect(group.current()).toBe(nodes.b);
    for (const each of [nodes.b, nodes.c]) each.health.record(url, 0, undefined, true);
    expect(group.current()).toBe(nodes.a);
  });

  it("drops a pin on a dead member by reading it", () => {
    const group = make("Fallback", Object.values(nodes));
    group.set("b");
    expect(group.current()).toBe(nodes.b);
    nodes.b.health.record(url, 0, undefined, true);
    group.current();
    expect(group.selected).toBe("");
  });
});

it("spreads a LoadBalance over those who are alive", () => {
  const group = make("LoadBalance", Object.values(nodes));
  nodes.a.health.record(url, 0, undefined, true);
  expect(new Set([0, 1, 2, 3].map((key) => group.current(key).name))).toEqual(new Set(["b", "c"]));
});

it("follows groups in groups down to the node", () => {
  const inner = make("Selector", [nodes.b], { name: "inner" });
  const outer = make("Selector", [inner], { name: "outer" });
  expect(pathThrough(outer).map(({ name }) => name)).toEqual(["outer", "inner", "b"]);
});
