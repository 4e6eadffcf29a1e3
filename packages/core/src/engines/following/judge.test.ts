import { describe, expect, test } from "vitest";
import { groupView, nodeView } from "../../../test/support/views.ts";
import type { GroupView, NodeView } from "../../observer/types.ts";
import { judge, type Picture } from "./judge.ts";
import { emptyMemory } from "./memory.ts";

const news = "剩余流量：99 GB";

function picture(groups: readonly GroupView[], names: readonly string[], provider = "airport"): Picture {
  const nodes = names.map((name): [string, NodeView] => [
    name,
    nodeView(name, name.startsWith("剩余") ? { kind: "info", provider } : { provider }),
  ]);
  const direct: [string, NodeView] = ["DIRECT", nodeView("DIRECT", { kind: "builtin" })];
  return { groups, nodes: new Map([direct, ...nodes]) };
}

const selector = (now: string, ...all: string[]): GroupView => groupView({ now, all });
const auto = (fixed: string, ...all: string[]): GroupView =>
  groupView({ name: "Auto", type: "URLTest", now: all[0] ?? "", fixed, all });

const before = [news, "HK 01 | x1.0", "JP 01 | x1.0"];
const after = ["剩余流量：98 GB", "HK 01 | x1.2", "JP 01 | x1.2"];
const remembered = judge(emptyMemory, picture([selector("HK 01 | x1.0", ...before)], before)).memory;

describe("a choice", () => {
  test("is remembered as it is found, with where the node is from; news in disguise is none", () => {
    expect(remembered.choices.get("Proxy")).toEqual({ node: "HK 01 | x1.0", provider: "airport" });
    expect(judge(emptyMemory, picture([selector(news, ...before)], before)).memory.choices.size).toBe(0);
  });

  test("that vanished is found again under the one new name", () => {
    const { losses, updates } = judge(remembered, picture([selector(after[0]!, ...after)], after));
    expect(losses).toEqual([
      {
        group: "Proxy",
        was: "HK 01 | x1.0",
        isPin: false,
        fellTo: "剩余流量：98 GB",
        candidates: ["HK 01 | x1.2"],
        isSure: true,
        isOld: false,
      },
    ]);
    expect(updates).toMatchObject([{ provider: "airport", same: 0, gone: [], added: [] }]);
    expect(updates[0]?.renamed).toHaveLength(2);
  });

  test("that several could be is asked about, once", () => {
    const many = ["HK 01 | x2.0", "HK 01 | x3.0", "JP 01 | x1.0"];
    const first = judge(remembered, picture([selector(many[0]!, ...many)], many));
    expect(first.losses).toMatchObject([{ candidates: ["HK 01 | x2.0", "HK 01 | x3.0"], isSure: false, isOld: false }]);
    const second = judge(first.memory, picture([selector(many[0]!, ...many)], many));
    expect(second.losses).toMatchObject([{ candidates: ["HK 01 | x2.0", "HK 01 | x3.0"], isSure: false, isOld: true }]);
    expect(second.updates).toEqual([]);
  });

  test("is not followed to a node that is no member of the group", () => {
    const members = ["JP 01 | x1.2", "DIRECT"];
    const { losses } = judge(remembered, picture([selector("JP 01 | x1.2", ...members)], after));
    expect(losses).toMatchObject([{ candidates: [], isSure: false }]);
  });

  test("that somebody made meanwhile counts, not the one before", () => {
    const { losses, memory } = judge(remembered, picture([selector("JP 01 | x1.2", ...after)], after));
    expect(losses).toEqual([]);
    expect(memory.choices.get("Proxy")).toEqual({ node: "JP 01 | x1.2", provider: "airport" });
  });

  test("that came back is whole again", () => {
    const none = ["JP 01 | x1.0"];
    const gone = judge(remembered, picture([selector("JP 01 | x1.0", ...none)], none));
    expect(gone.losses).toMatchObject([{ was: "HK 01 | x1.0", candidates: [] }]);
    const back = judge(gone.memory, picture([selector("HK 01 | x1.0", ...before)], before));
    expect(back.losses).toEqual([]);
    expect(back.memory.choices.get("Proxy")).toEqual({ node: "HK 01 | x1.0", provider: "airport" });
  });

  test("whose node was away for an update is found when it comes renamed", () => {
    const none = ["JP 01 | x1.0"];
    const gone = judge(remembered, picture([selector("JP 01 | x1.0", ...none)], none));
    const { losses } = judge(gone.memory, picture([selector(after[0]!, ...after)], after));
    expect(losses).toMatchObject([{ candidates: ["HK 01 | x1.2"], isSure: true, isOld: false }]);
  });

  test("waits for a provider that has no nodes yet", () => {
    const { losses, updates, memory } = judge(remembered, picture([selector("DIRECT", "DIRECT")], []));
    expect([losses, updates]).toEqual([[], []]);
    expect(memory.nodes).toEqual(remembered.nodes);
    expect(memory.choices).toEqual(remembered.choices);
  });

  test("of another group is lost when that is gone, and nothing is taken for it", () => {
    const inner = groupView({ name: "Inner", now: "HK 01 | x1.0", all: before });
    const first = picture([selector("Inner", "DIRECT", "Inner"), inner], before);
    const { memory } = judge(emptyMemory, first);
    expect(memory.choices.get("Proxy")).toEqual({ node: "Inner" });
    const { losses } = judge(memory, picture([selector("DIRECT", "DIRECT")], before));
    expect(losses).toMatchObject([{ group: "Proxy", was: "Inner", candidates: [], isSure: false }]);
  });
});

describe("a pin", () => {
  const pinned = judge(emptyMemory, picture([auto("HK 01 | x1.0", ...before)], before)).memory;

  test("that vanished stands in the group under its old name, and is found again", () => {
    const { losses } = judge(pinned, picture([auto("HK 01 | x1.0", ...after)], after));
    expect(losses).toMatchObject([{ group: "Auto", isPin: true, candidates: ["HK 01 | x1.2"], isSure: true }]);
  });

  test("that was released, or that nobody set, is no choice", () => {
    const { losses, memory } = judge(pinned, picture([auto("", ...after)], after));
    expect(losses).toEqual([]);
    expect(memory.choices.size).toBe(0);
  });

  test("that was never seen while it was there is asked about only", () => {
    const { losses } = judge(emptyMemory, picture([auto("HK 01 | x1.0", ...after)], after));
    expect(losses).toMatchObject([{ candidates: ["HK 01 | x1.2"], isSure: false }]);
  });
});

test("a choice that could not be followed before its node was renamed once more is found all the same", () => {
  const second = after.map((name) => name.replace("x1.2", "x1.5"));
  const first = judge(remembered, picture([selector(after[0]!, ...after)], after));
  const { losses } = judge(first.memory, picture([selector(second[0]!, ...second)], second));
  expect(losses).toMatchObject([{ was: "HK 01 | x1.0", candidates: ["HK 01 | x1.5"], isSure: true }]);
});

test("nodes of one provider are not taken for those of another", () => {
  const both = (names: Record<string, string>): Picture => ({
    groups: [groupView({ now: Object.keys(names)[1] ?? "", all: Object.keys(names) })],
    nodes: new Map(Object.entries(names).map(([name, provider]) => [name, nodeView(name, { provider })])),
  });
  const { memory } = judge(emptyMemory, both({ "US 01": "a", "HK 01 | x1": "a", "JP 01": "b" }));
  const next = both({ "US 01": "a", "HK 01 | x2": "b", "JP 01": "b" });
  const { losses } = judge(memory, { ...next, groups: [selector("US 01", "US 01", "HK 01 | x2", "JP 01")] });
  expect(losses).toMatchObject([{ was: "HK 01 | x1", candidates: [] }]);
});

test("an update that only brings nodes is no news", () => {
  const more = [...before, "SG 01"];
  const { updates, memory } = judge(remembered, picture([selector("HK 01 | x1.0", ...more)], more));
  expect(updates).toEqual([]);
  expect(memory.nodes.get("airport")).toHaveLength(3);
});
