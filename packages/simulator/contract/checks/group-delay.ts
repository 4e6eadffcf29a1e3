import { describe, expect, it } from "vitest";
import { type Bench, startBench, type TargetKind, useTarget } from "../target.ts";
import { type Json, sendAndHangUp } from "../wire/http.ts";
import { failure, outcome } from "./shapes.ts";

/** Reference §5.8: the delay test of a whole group, which is no harmless question. */
export function groupDelayChecks(kind: TargetKind): void {
  describe("delay of a group (§5.8)", () => {
    const core = useTarget(kind);
    answers(core, kind);
    parameters(core);
    pins(core);
    urls(core);
    abandoned(kind);
  });
}

const nobody = failure(504, "get delay: all proxies timeout");

function path(core: () => Bench, group: string, query: Record<string, string> = {}): string {
  const all = { timeout: "1500", url: core().testUrl, ...query };
  return `/group/${group}/delay?${new URLSearchParams(all).toString()}`;
}

function get(core: () => Bench, at: string): Promise<Json> {
  return core()
    .get(at)
    .then((answer) => answer.json());
}

function answers(core: () => Bench, kind: TargetKind): void {
  it("answers the delays of those who answered; the others are missing", async () => {
    const delays = await get(core, path(core, "Tested"));
    expect(Object.keys(delays).toSorted()).toEqual(["fast", "slow"]);
    expect(delays.slow).toBeGreaterThanOrEqual(300);
    expect(delays.fast).toBeLessThan(delays.slow);
  });

  it("answers when all have finished: the timeout is the worst case; an old core waits for who hangs", async () => {
    const waiting = core().get(path(core, "Waiting", { timeout: "500" }));
    if (kind.profile === "old") {
      const later = core()
        .get(path(core, "Tested"))
        .then(() => core().get(path(core, "Tested")));
      expect(await Promise.race([waiting, later.then(() => "the other group, twice")])).toBe("the other group, twice");
      core().setFate("gone", { fail: "error" });
    }
    expect(Object.keys((await waiting).json())).toEqual(["fast"]);
    expect((await get(core, "/proxies/gone")).history.at(-1).delay).toBe(0);
    core().setFate("gone", { fail: "timeout" });
  });

  it("lists a member group under the group's name", async () => {
    const delays = await get(core, path(core, "Nested"));
    expect(Object.keys(delays).toSorted()).toEqual(["Auto", "Backup", "Balance", "Subscribed"]);
  });

  it("answers 504 when nobody answered", async () => {
    expect(outcome(await core().get(path(core, "Dead")))).toEqual(nobody);
  });

  it("tests a group that load balances", async () => {
    expect(Object.keys(await get(core, path(core, "Balance"))).toSorted()).toEqual(["fast", "slow"]);
  });

  it("records each member's result, and marks the dead", async () => {
    await core().get(path(core, "Tested"));
    expect(await get(core, "/proxies/fast")).toMatchObject({ alive: true });
    expect(await get(core, "/proxies/broken")).toMatchObject({ alive: false });
    expect((await get(core, "/proxies/broken")).extra[core().testUrl]).toMatchObject({ alive: false });
  });
}

function parameters(core: () => Bench): void {
  it.each(["", "abc", "2147483648", "1.5"])("refuses the timeout %j with Body invalid", async (timeout) => {
    expect(outcome(await core().get(path(core, "Tested", { timeout })))).toEqual(failure(400, "Body invalid"));
  });

  it("takes a timeout above 16 bits", async () => {
    expect((await core().get(path(core, "Tested", { timeout: "2147483647" }))).status).toBe(200);
  });

  it("answers 504 for a timeout of 0", async () => {
    expect(outcome(await core().get(path(core, "Tested", { timeout: "0" })))).toEqual(nobody);
  });

  it("refuses a bad expected status", async () => {
    expect(outcome(await core().get(path(core, "Tested", { expected: "x" })))).toEqual(failure(400, "Body invalid"));
  });

  it("answers delays although the status was not the expected one", async () => {
    expect(Object.keys(await get(core, path(core, "Tested", { expected: "200" }))).toSorted()).toEqual([
      "fast",
      "slow",
    ]);
    expect((await get(core, "/proxies/fast")).extra[core().testUrl]).toMatchObject({ alive: false });
  });
}

function pins(core: () => Bench): void {
  const fixed = async (group: string): Promise<string> => (await get(core, `/group/${group}`)).fixed;

  it.each(["Auto", "Backup"])("clears the pin of %s", async (group) => {
    await core().put(`/proxies/${group}`, { name: "slow" });
    expect(await fixed(group)).toBe("slow");
    await core().get(path(core, group, { timeout: "400" }));
    expect(await fixed(group)).toBe("");
  });

  it("has cleared the pin even when it answers 400", async () => {
    await core().put("/proxies/Auto", { name: "slow" });
    expect((await core().get("/group/Auto/delay")).status).toBe(400);
    expect(await fixed("Auto")).toBe("");
  });

  it("leaves the choice of a Selector alone", async () => {
    await core().put("/proxies/Tested", { name: "slow" });
    await core().get(path(core, "Tested"));
    expect((await get(core, "/group/Tested")).now).toBe("slow");
  });
}

function urls(core: () => Bench): void {
  it("ignores the url for a URLTest, which knows its own", async () => {
    const url = `${core().testUrl}?mine`;
    expect((await core().get(path(core, "Auto", { timeout: "500", url }))).status).toBe(200);
    const { extra } = await get(core, "/proxies/fast");
    expect(extra).not.toHaveProperty([url]);
    expect((await core().get("/group/Auto/delay?timeout=500")).status).toBe(200);
  });

  it("uses the url for the others", async () => {
    const url = `${core().testUrl}?theirs`;
    for (const group of ["Tested", "Backup", "Balance"]) {
      expect((await core().get(path(core, group, { url }))).status, group).toBe(200);
    }
    expect((await get(core, "/proxies/fast")).extra[url].history).toHaveLength(3);
  });

  it("fails for everybody when the url is missing, and marks them dead", async () => {
    expect(outcome(await core().get("/group/Tested/delay?timeout=500"))).toEqual(nobody);
    expect(await get(core, "/proxies/fast")).toMatchObject({ alive: false });
    expect((await get(core, "/proxies/fast")).extra[""]).toMatchObject({ alive: false });
  });
}

function abandoned(kind: TargetKind): void {
  it("records who was not finished as dead when the client hangs up", async () => {
    const core = await startBench(kind);
    try {
      const url = `${core.testUrl}?abandoned`;
      await sendAndHangUp(
        core,
        path(() => core, "Tested", { timeout: "2000", url }),
      );
      // Whatever ended the test of `slow` early did so long before its 300 ms were over.
      await core.get(`/proxies/slow/delay?timeout=2000&url=${encodeURIComponent(core.testUrl)}`);
      const { extra } = (await core.get("/proxies/slow")).json();
      expect(extra[url]).toMatchObject({ alive: false });
      expect(extra[url].history.map((entry: Json) => entry.delay)).toEqual([0]);
    } finally {
      await core.stop();
    }
  });
}
