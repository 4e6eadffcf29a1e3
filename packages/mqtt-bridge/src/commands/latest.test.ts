import { describe, expect, it } from "vitest";
import { LatestFirst } from "./latest.ts";

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: () => resolve() };
}

describe("the newest wins", () => {
  it("runs the first and the last of a burst, and tells those between that they were replaced", async () => {
    const lanes = new LatestFirst();
    const first = gate();
    const ran: string[] = [];
    const start = (name: string, until?: Promise<void>) =>
      lanes.run("group/proxy", async () => {
        ran.push(name);
        await until;
        return name;
      });
    const all = [start("A", first.promise), start("B"), start("C"), start("D")];
    first.open();
    const outcomes = await Promise.allSettled(all);
    expect(ran).toEqual(["A", "D"]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "aborted", effect: "none" } });
  });

  it("lets two targets run at once", async () => {
    const lanes = new LatestFirst();
    const slow = gate();
    const held = lanes.run("group/a", () => slow.promise);
    await expect(lanes.run("group/b", async () => "done")).resolves.toBe("done");
    slow.open();
    await held;
  });

  it("goes on after a task that failed", async () => {
    const lanes = new LatestFirst();
    const failed = lanes.run("group/a", async () => {
      throw new Error("no");
    });
    const next = lanes.run("group/a", async () => "done");
    await expect(failed).rejects.toThrow("no");
    await expect(next).resolves.toBe("done");
    await expect(lanes.run("group/a", async () => "again")).resolves.toBe("again");
  });
});
