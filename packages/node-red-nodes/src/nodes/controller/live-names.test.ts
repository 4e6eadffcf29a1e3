import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeControllerNode, fakeHub } from "../../testing/fake-controller.ts";
import { liveNames } from "./live-names.ts";

const rows = ["HK 01", "hk 02", "JP 01", "the HK"].map((name) => ({ name, kind: "node", delay: 5 }));
const question = { kind: "node", group: "", search: "", limit: 50 } as const;

describe("liveNames", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const withRun = (run: (...args: unknown[]) => Promise<unknown>) => fakeControllerNode(fakeHub({ run }));

  test("gives what contains the text, first what starts with it, and no more than asked for", async () => {
    const node = withRun(async () => ({ rows }));
    const names = await liveNames(node, { ...question, search: "HK" });
    expect(names.map(({ name }) => name)).toEqual(["HK 01", "hk 02", "the HK"]);
    expect(await liveNames(node, { ...question, limit: 1 })).toEqual([{ name: "HK 01", note: "5 ms" }]);
  });

  test("leaves out pseudo-nodes, and the delay where there is none", async () => {
    const node = withRun(async () => ({
      rows: [
        { name: "剩余流量：1 GB", kind: "info" },
        { name: "dead", kind: "node", delay: null },
      ],
    }));
    expect(await liveNames(node, question)).toEqual([{ name: "dead" }]);
  });

  test("reads a list once for a few seconds, and each group's members apart", async () => {
    const run = vi.fn(async () => ({ rows }));
    const node = withRun(run);
    await Promise.all([liveNames(node, question), liveNames(node, { ...question, search: "J" })]);
    expect(run).toHaveBeenCalledTimes(1);
    await liveNames(node, { ...question, group: "Proxy" });
    expect(run).toHaveBeenLastCalledWith("list-nodes", { group: "Proxy" }, expect.anything());
    vi.advanceTimersByTime(5000);
    await liveNames(node, question);
    expect(run).toHaveBeenCalledTimes(3);
  });

  test("does not remember a failure", async () => {
    const run = vi.fn(async () => ({ rows })).mockRejectedValueOnce(new Error("away"));
    const node = withRun(run);
    await expect(liveNames(node, question)).rejects.toThrow("away");
    expect(await liveNames(node, question)).toHaveLength(4);
  });

  test("shows the node in use beside a group, and the index beside a rule", async () => {
    const group = withRun(async () => ({
      rows: [
        { name: "Proxy", now: "HK 01" },
        { name: "LB", now: null },
      ],
    }));
    expect(await liveNames(group, { ...question, kind: "group" })).toEqual([
      { name: "Proxy", note: "HK 01" },
      { name: "LB" },
    ]);
    const rule = withRun(async () => ({ rows: [{ fingerprint: "Match,,Proxy", index: 3 }] }));
    expect(await liveNames(rule, { ...question, kind: "rule" })).toEqual([{ name: "Match,,Proxy", note: "#3" }]);
  });
});
