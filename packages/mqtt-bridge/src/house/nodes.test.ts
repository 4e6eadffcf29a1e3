import { describe, expect, it } from "vitest";
import { node, snapshotOf } from "../../test/snapshot.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { SteadyFigures } from "./group-figures.ts";
import { houseNodes, nodeStates } from "./nodes.ts";

const topics = topicsOf("pointsman", "attic").controller("home");
const snapshot = snapshotOf([], {
  nodes: new Map([
    ["🇭🇰 HK 01", node("🇭🇰 HK 01", { delay: 42 })],
    ["JP", node("JP", { delay: null, alive: false })],
  ]),
});

describe("nodes that the config names", () => {
  it("tell their delay and whether they are alive; of one that is gone that it is", () => {
    const nodes = houseNodes(snapshot, ["🇭🇰 HK 01", "JP", "gone", "JP"]);
    expect(nodeStates(topics, nodes).map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { name: "🇭🇰 HK 01", known: true, alive: "ON", delay: 42 },
      { name: "JP", known: true, alive: "OFF", delay: null },
      { name: "gone", known: false, alive: "OFF", delay: null },
    ]);
    expect(nodeStates(topics, nodes).every(({ topic, retain }) => retain && /\/node\/[a-z0-9-]+$/.test(topic))).toBe(
      true,
    );
  });

  it("do not tremble, but tell at once that a node fell", () => {
    const figures = new SteadyFigures({ everyMs: 60_000, now: () => 0 });
    const of = (delay: number | null) =>
      houseNodes(
        snapshotOf([], { nodes: new Map([["A", node("A", { delay, alive: delay !== null })]]) }),
        ["A"],
        (slug, found) => figures.steady(slug, found),
      )[0]?.delay;
    expect([of(100), of(104), of(200), of(null)]).toEqual([100, 100, 100, null]);
  });
});
