import { describe, expect, it } from "vitest";
import { group, node } from "../../test/snapshot.ts";
import { rankedMembers, type RankOptions } from "./rank.ts";

const delays: Readonly<Record<string, number | null>> = {
  "HK 1": 50,
  "HK 2": 60,
  "JP 1": 200,
  "US 1": 300,
  "US 2": null,
};
const names = ["US 2", "US 1", "JP 1", "HK 2", "HK 1", "JP 9", "剩余流量：99 GB"];
const nodes: RankOptions["nodes"] = new Map(
  names.map((name) => {
    const delay = delays[name];
    const kind = name.startsWith("剩余") ? "info" : "node";
    return [name, node(name, delay === undefined ? { kind } : { kind, delay })];
  }),
);

function ranked(view: Parameters<typeof group>[2], more: Partial<RankOptions> = {}): readonly string[] {
  const options = { nodes, isFavourite: () => false, recent: [], before: new Set<string>(), ...more };
  return rankedMembers(group("G", names, view), options);
}

describe("the members of a group, most wanted first", () => {
  it("are the one in use, the fastest of each region, then by delay, the untested and the dead last", () => {
    expect(ranked({ now: "US 2" })).toEqual(["US 2", "HK 1", "JP 1", "US 1", "HK 2", "JP 9"]);
  });

  it("are favourites and those chosen before, before the fastest", () => {
    const ranks = ranked({ now: "JP 1" }, { isFavourite: (name) => name === "US 1", recent: ["gone", "US 2", "JP 1"] });
    expect(ranks.slice(0, 4)).toEqual(["JP 1", "US 1", "US 2", "HK 1"]);
  });

  it("hold the pinned member of an automatic group, and news only where they are in use", () => {
    expect(ranked({ type: "URLTest", now: "HK 1", fixed: "JP 9" }).slice(0, 2)).toEqual(["HK 1", "JP 9"]);
    expect(ranked({ now: "剩余流量：99 GB" })[0]).toBe("剩余流量：99 GB");
    expect(ranked({ now: "HK 1" })).not.toContain("剩余流量：99 GB");
  });

  it("keep who is on the list before one that is only a little faster", () => {
    const before = new Set(["HK 2"]);
    expect(ranked({ now: "JP 1" }, { before })[1]).toBe("HK 2");
    const faster = new Map([...nodes, ["HK 1", node("HK 1", { delay: 10 })] as const]);
    expect(ranked({ now: "JP 1" }, { before, nodes: faster })[1]).toBe("HK 1");
  });
});
