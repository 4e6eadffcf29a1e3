import { beforeEach, describe, expect, it } from "vitest";
import { group, node, snapshotOf } from "../../test/snapshot.ts";
import { groupFigures, SteadyFigures } from "./group-figures.ts";

describe("the figures of a group", () => {
  it("count its members without pseudo-nodes, and give the delay of the one in use by the group's own test", () => {
    const view = group("Auto", ["HK", "剩余流量：99 GB"], { type: "URLTest", testUrl: "http://t/204" });
    const nodes = new Map([
      ["HK", node("HK", { alive: false, delay: 9, delays: new Map([["http://t/204", 42]]) })],
      ["剩余流量：99 GB", node("剩余流量：99 GB", { kind: "info" })],
    ]);
    expect(groupFigures(view, snapshotOf([view], { nodes }))).toEqual({ delay: 42, alive: 0, total: 1 });
  });

  it("have no delay where nothing was tested", () => {
    expect(groupFigures(group("A", ["B"]), snapshotOf([]))).toMatchObject({ delay: null });
  });
});

describe("steady figures", () => {
  let now = 0;
  let steady: SteadyFigures;
  const shown = (delay: number | null, alive = 5): unknown => {
    const figures = steady.steady("Proxy", { delay, alive, total: 5 });
    return [figures.delay, figures.alive];
  };
  beforeEach(() => {
    now = 0;
    steady = new SteadyFigures({ everyMs: 60_000, now: () => now });
  });

  it("wait for the minute, and take the newest then", () => {
    expect(shown(100)).toEqual([100, 5]);
    now = 59_999;
    expect(shown(300, 4)).toEqual([100, 5]);
    now = 60_000;
    expect(shown(300, 4)).toEqual([300, 4]);
  });

  it("leave a delay that trembles as it is", () => {
    shown(100);
    now = 60_000;
    expect(shown(110)).toEqual([100, 5]);
    expect(shown(111)).toEqual([111, 5]);
  });

  it("tell at once that there are more of them", () => {
    shown(100);
    expect(steady.steady("Proxy", { delay: 100, alive: 6, total: 6 })).toMatchObject({ alive: 6, total: 6 });
  });

  it("tell at once that the node in use fell, and that it came back", () => {
    shown(100);
    expect(shown(null, 4)).toEqual([null, 4]);
    expect(shown(90)).toEqual([90, 5]);
  });
});
