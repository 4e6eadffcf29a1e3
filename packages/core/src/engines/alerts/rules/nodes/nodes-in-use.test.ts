import { describe, expect, test } from "vitest";
import { groupView, nodeView } from "../../../../../test/support/views.ts";
import type { GroupView, NodeView } from "../../../../observer/types.ts";
import { DEFAULT_TEST_URL } from "../../../delay/delay-engine.ts";
import { deadGroups, deadNodes, nodesInUse, testsOf, testsOfGroup } from "./nodes-in-use.ts";

const url = "http://own.test/204";

function picture(groups: readonly GroupView[], nodes: readonly NodeView[], mode = "rule") {
  return { groups, nodes: new Map(nodes.map((node) => [node.name, node])), mode };
}
const tested = (name: string, delay: number | null, at = DEFAULT_TEST_URL): NodeView =>
  nodeView(name, { delays: new Map([[at, delay]]) });
const dead = (...args: Parameters<typeof picture>) => {
  const all = picture(...args);
  return deadNodes(nodesInUse(all), deadGroups(all)).map(({ data }) => data);
};

describe("a dead node in use", () => {
  test("is one that failed the group's own test, whatever other URLs say", () => {
    const group = groupView({ now: "a", testUrl: url });
    expect(dead([group], [tested("a", null, url), tested("b", 20, url)])).toEqual([{ node: "a", groups: ["Proxy"] }]);
    expect(
      dead(
        [group],
        [
          nodeView("a", {
            alive: false,
            delays: new Map([
              [DEFAULT_TEST_URL, null],
              [url, 30],
            ]),
          }),
        ],
      ),
    ).toEqual([]);
    expect(dead([group], [tested("a", null, DEFAULT_TEST_URL)])).toEqual([]);
  });

  test("is found through nested groups, by the URL of the group that it is a member of, and told once for all groups", () => {
    const groups = [
      groupView({ name: "Proxy", now: "Auto", all: ["Auto"] }),
      groupView({ name: "Video", now: "Proxy", all: ["Proxy", "b"] }),
      groupView({ name: "Auto", type: "URLTest", now: "a", all: ["a", "b"], testUrl: url, hidden: true }),
    ];
    expect(dead(groups, [tested("a", null, url), tested("b", 20, url)])).toEqual([
      { node: "a", groups: ["Proxy", "Video"] },
    ]);
    expect(testsOf(nodesInUse(picture(groups, [nodeView("a")])))).toEqual([{ node: "a", url }]);
  });

  test("is no news of hidden groups, of GLOBAL unless all goes through it, nor where nothing goes through any", () => {
    const groups = [groupView({ hidden: true, now: "a" }), groupView({ name: "GLOBAL", now: "a" })];
    const nodes = [tested("a", null), tested("b", 20)];
    expect(dead(groups, nodes)).toEqual([]);
    expect(dead(groups, nodes, "global")).toEqual([{ node: "a", groups: ["GLOBAL"] }]);
    expect(dead(groups, nodes, "direct")).toEqual([]);
  });

  test("is never a built-in or an info node, and a ring of groups has none", () => {
    const direct = nodeView("DIRECT", { kind: "builtin", type: "Direct", delays: new Map([[DEFAULT_TEST_URL, null]]) });
    const info = nodeView("剩余流量：9 GB", { kind: "info", delays: new Map([[DEFAULT_TEST_URL, null]]) });
    expect(dead([groupView({ now: "DIRECT" })], [direct])).toEqual([]);
    expect(dead([groupView({ now: info.name })], [info])).toEqual([]);
    const ring = [groupView({ name: "A", now: "B", all: ["B"] }), groupView({ name: "B", now: "A", all: ["A"] })];
    expect(nodesInUse(picture(ring, []))).toEqual([]);
    expect(deadGroups(picture(ring, []))).toEqual([]);
  });
});

describe("a dead group", () => {
  test("is one of which every node failed; then its node is no news of its own", () => {
    const all = picture([groupView()], [tested("a", null), tested("b", null)]);
    expect(deadGroups(all).map(({ data }) => data)).toEqual([{ group: "Proxy", nodes: 2 }]);
    expect(deadNodes(nodesInUse(all), deadGroups(all))).toEqual([]);
  });

  test("is none while one was not tested, lives, or is a way out without a node", () => {
    const group = groupView({ all: ["a", "b"] });
    expect(deadGroups(picture([group], [tested("a", null), nodeView("b")]))).toEqual([]);
    expect(deadGroups(picture([group], [tested("a", null), tested("b", 9)]))).toEqual([]);
    const direct = nodeView("DIRECT", { kind: "builtin", type: "Direct" });
    expect(deadGroups(picture([groupView({ all: ["a", "DIRECT"] })], [tested("a", null), direct]))).toEqual([]);
  });

  test("may have REJECT and info nodes, which lead nowhere, and dead groups inside", () => {
    const reject = nodeView("REJECT", { kind: "builtin", type: "Reject" });
    const info = nodeView("官网 example.com", { kind: "info" });
    const groups = [
      groupView({ all: ["Auto", "REJECT", info.name, "a"] }),
      groupView({ name: "Auto", all: ["b"], hidden: true, testUrl: url }),
    ];
    const all = picture(groups, [reject, info, tested("a", null), tested("b", null, url)]);
    expect(deadGroups(all).map(({ data }) => data)).toEqual([{ group: "Proxy", nodes: 2 }]);
    expect(testsOfGroup(all, "Proxy", 8)).toEqual([
      { node: "b", url },
      { node: "a", url: DEFAULT_TEST_URL },
    ]);
    expect(testsOfGroup(all, "Proxy", 1)).toHaveLength(1);
  });
});
