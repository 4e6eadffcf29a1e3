import { describe, expect, it } from "vitest";
import { group, node, snapshotOf } from "../../../../test/snapshot.ts";
import { houseOf } from "../../../house/house.ts";
import { optionsOf } from "./options.ts";

describe("options of a select", () => {
  const offered = (max: number, now: string) => {
    const view = group("Proxy", ["A", "B", "剩余流量：99 GB", "C"], { now });
    const nodes = new Map(view.all.map((name) => [name, node(name, name.startsWith("剩余") ? { kind: "info" } : {})]));
    const house = houseOf("home", snapshotOf([view], { nodes }));
    return optionsOf(house, house.groups[0]!, { maxOptions: max });
  };

  it("leave out the pseudo-nodes of a subscription, unless one is in use", () => {
    expect(offered(300, "A")).toEqual(["A", "B", "C"]);
    expect(offered(300, "剩余流量：99 GB")).toEqual(["A", "B", "剩余流量：99 GB", "C"]);
  });

  it("keep the node in use and the group's order when they are cut", () => {
    expect(offered(2, "C")).toEqual(["A", "C"]);
  });

  it("hold a node in use that the list does not have", () => {
    expect(offered(300, "Z")).toEqual(["Z", "A", "B", "C"]);
  });

  it("hold the node that the group is pinned to", () => {
    const view = group("Auto", ["A", "B", "C"], { type: "URLTest", now: "A", fixed: "C" });
    const house = houseOf("home", snapshotOf([view]));
    expect(optionsOf(house, house.groups[0]!, { maxOptions: 1 })).toEqual(["A", "C"]);
  });

  it("hold what is shown until another node was told, once", () => {
    const view = group("Proxy", ["HK | x1.2", "JP"], { now: "HK | x1.2" });
    const house = houseOf("home", snapshotOf([view]));
    const options = (shown: string) => optionsOf(house, house.groups[0]!, { maxOptions: 300, shown });
    expect(options("HK | x1.0")).toEqual(["HK | x1.0", "HK | x1.2", "JP"]);
    expect(options("JP")).toEqual(["HK | x1.2", "JP"]);
  });
});
