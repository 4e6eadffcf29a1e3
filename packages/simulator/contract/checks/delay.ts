import { describe, expect, it } from "vitest";
import { type Bench, startBench, type TargetKind, useTarget } from "../target.ts";
import { type Json, sendAndHangUp } from "../wire/http.ts";
import { failure, instant, number, outcome } from "./shapes.ts";

/** Reference §5.7: the delay test of one node, with what it leaves behind. */
export function delayChecks(kind: TargetKind): void {
  describe("delay of a node (§5.7)", () => {
    const core = useTarget(kind);
    answers(core, kind);
    parameters(core);
    sideEffects(core);
    groups(core);
    abandoned(kind);
  });
}

const failed = failure(503, "An error occurred in the delay test");
const timedOut = failure(504, "Timeout");

function path(core: () => Bench, node: string, query: Record<string, string> = {}): string {
  return `/proxies/${node}/delay?${new URLSearchParams({ timeout: "2000", url: core().testUrl, ...query }).toString()}`;
}

function node(core: () => Bench, name: string): Promise<Json> {
  return core()
    .get(`/proxies/${name}`)
    .then((answer) => answer.json());
}

function answers(core: () => Bench, kind: TargetKind): void {
  it("answers the delay in milliseconds", async () => {
    const { status, json } = await core().get(path(core, "slow"));
    const { delay, ...rest } = json();
    expect({ status, rest }).toEqual({ status: 200, rest: {} });
    expect(delay).toBeGreaterThanOrEqual(300);
    expect(Number.isInteger(delay)).toBe(true);
  });

  it("answers 504 Timeout when the node is too slow", async () => {
    expect(outcome(await core().get(path(core, "slow", { timeout: "100" })))).toEqual(timedOut);
  });

  it("answers 504 Timeout for a node that hangs; an old core waits until the node hangs up", async () => {
    const hanging = core().get(path(core, "gone", { timeout: "100" }));
    if (kind.profile === "current") {
      expect(outcome(await hanging)).toEqual(timedOut);
      return;
    }
    // Another node's 300 ms are over, and the 100 ms of this one did nothing.
    const first = await Promise.race([
      hanging,
      core()
        .get(path(core, "slow"))
        .then(() => "the slow node"),
    ]);
    expect(first).toBe("the slow node");
    core().setFate("gone", { fail: "error" });
    expect([503, 504]).toContain((await hanging).status);
    core().setFate("gone", { fail: "timeout" });
  });

  it("answers 503 when the node answers with an error", async () => {
    expect(outcome(await core().get(path(core, "broken")))).toEqual(failed);
  });

  it("answers 503 for REJECT", async () => {
    expect(outcome(await core().get(path(core, "REJECT")))).toEqual(failed);
  });

  it("does not find an unknown node, whatever the query says", async () => {
    expect(outcome(await core().get("/proxies/nobody/delay"))).toEqual(failure(404, "Resource not found"));
  });
}

function parameters(core: () => Bench): void {
  it.each(["", "abc", "1.5", "1e3", "32768", "-32769", "99999999999999999999", " 5"])(
    "refuses the timeout %j with Body invalid",
    async (timeout) => {
      const before = (await node(core, "fast")).history.length;
      expect(outcome(await core().get(path(core, "fast", { timeout })))).toEqual(failure(400, "Body invalid"));
      expect((await node(core, "fast")).history).toHaveLength(before);
    },
  );

  it("refuses a missing timeout, and records nothing", async () => {
    const url = encodeURIComponent(core().testUrl);
    expect(outcome(await core().get(`/proxies/fast/delay?url=${url}`))).toEqual(failure(400, "Body invalid"));
  });

  it("takes the largest 16-bit timeout", async () => {
    expect((await core().get(path(core, "fast", { timeout: "32767" }))).status).toBe(200);
  });

  it.each(["0", "-1", "-32768"])("takes the timeout %s and expires at once", async (timeout) => {
    expect(outcome(await core().get(path(core, "fast", { timeout })))).toEqual(timedOut);
  });

  it.each(["x", "200-", "abc-def", "1/2/x"])("refuses the expected status %j with Body invalid", async (expected) => {
    expect(outcome(await core().get(path(core, "fast", { expected })))).toEqual(failure(400, "Body invalid"));
  });

  it.each(["*", "", "204", "200/204", "200,204", "200-299/401"])("takes the expected status %j", async (expected) => {
    expect((await core().get(path(core, "fast", { expected }))).status).toBe(200);
    expect((await node(core, "fast")).extra[core().testUrl].alive).toBe(true);
  });

  it("answers a delay although the status was not the expected one, and calls the node dead for this URL", async () => {
    const { status, json } = await core().get(path(core, "fast", { expected: "200" }));
    expect(status).toBe(200);
    expect(json().delay).toBeGreaterThan(0);
    const { extra } = await node(core, "fast");
    expect(extra[core().testUrl]).toMatchObject({ alive: false });
    expect(extra[core().testUrl].history.at(-1).delay).toBe(0);
  });

  it.each(["", "ftp://origin.test/", "nonsense"])(
    "answers 503 for the URL %j, and marks the node dead",
    async (url) => {
      expect((await core().get(path(core, "fast"))).status).toBe(200);
      expect(outcome(await core().get(path(core, "fast", { url })))).toEqual(failed);
      const after = await node(core, "fast");
      expect(after.alive).toBe(false);
      expect(after.history.at(-1).delay).toBe(0);
      expect(after.extra).toHaveProperty([url]);
    },
  );

  it("marks a node dead when the URL is missing: the key is empty", async () => {
    expect(outcome(await core().get("/proxies/slow/delay?timeout=500"))).toEqual(failed);
    expect((await node(core, "slow")).alive).toBe(false);
    expect((await node(core, "slow")).extra[""]).toMatchObject({ alive: false });
  });
}

function sideEffects(core: () => Bench): void {
  it("records a success in history and extra, and brings a node back to life", async () => {
    await core().get(path(core, "fast", { timeout: "0" }));
    expect((await node(core, "fast")).alive).toBe(false);
    const { delay } = (await core().get(path(core, "fast"))).json();
    const after = await node(core, "fast");
    expect(after.alive).toBe(true);
    expect(after.history.at(-1)).toEqual({ time: instant, delay });
    expect(after.extra[core().testUrl]).toMatchObject({ alive: true });
    expect(after.extra[core().testUrl].history.at(-1)).toEqual({ time: instant, delay });
  });

  it("records a failure as delay 0", async () => {
    await core().get(path(core, "broken"));
    const after = await node(core, "broken");
    expect(after.alive).toBe(false);
    expect(after.history.at(-1)).toEqual({ time: instant, delay: 0 });
  });

  it("keeps the last ten results, of each URL as well", async () => {
    for (let test = 0; test < 12; test++) await core().get(path(core, "broken"));
    const { history, extra } = await node(core, "broken");
    expect(history).toHaveLength(10);
    expect(extra[core().testUrl].history).toHaveLength(10);
    const times = history.map((entry: Json) => Date.parse(entry.time));
    expect(times).toEqual(times.toSorted());
  });

  it("keeps results of different URLs apart, and alive tells of the last one", async () => {
    const other = `${core().testUrl}?other`;
    await core().get(path(core, "slow"));
    await core().get(path(core, "slow", { url: other, timeout: "1" }));
    const { extra, alive } = await node(core, "slow");
    expect(extra[core().testUrl].alive).toBe(true);
    expect(extra[other].alive).toBe(false);
    expect(alive).toBe(false);
  });

  it("does not release a pin", async () => {
    await core().put("/proxies/Auto", { name: "slow" });
    await core().get(path(core, "Auto"));
    await core().get(path(core, "slow"));
    expect((await core().get("/group/Auto")).json().fixed).toBe("slow");
    await core().delete("/proxies/Auto");
  });
}

function groups(core: () => Bench): void {
  it("tests a group through its current member and records it on both", async () => {
    await core().put("/proxies/Proxy", { name: "fast" });
    const before = (await node(core, "Proxy")).history.length;
    expect((await core().get(path(core, "Proxy"))).status).toBe(200);
    expect((await node(core, "Proxy")).history).toHaveLength(before + 1);
  });

  it("makes a Fallback leave a member that a test of its own URL found dead", async () => {
    const url = `${core().testUrl}?backup`;
    await core().get(path(core, "fast", { url }));
    expect((await node(core, "Backup")).now).toBe("fast");
    await core().get(path(core, "fast", { timeout: "0", url }));
    await core().get(path(core, "slow", { url }));
    expect((await node(core, "Backup")).now).toBe("slow");
    await core().get(path(core, "fast", { timeout: "0" }));
    await core().get(path(core, "fast", { url }));
    expect((await node(core, "Backup")).now).toBe("fast");
  });
}

function abandoned(kind: TargetKind): void {
  it("runs to its end although the client hung up", async () => {
    const core = await startBench(kind);
    try {
      const url = `${core.testUrl}?abandoned`;
      await sendAndHangUp(
        core,
        path(() => core, "slow", { url }),
      );
      const recorded = async (): Promise<Json> => (await core.get("/proxies/slow")).json().extra[url]?.history;
      await expect.poll(recorded, { timeout: 3000 }).toEqual([{ time: instant, delay: number }]);
      expect((await recorded())[0].delay).toBeGreaterThanOrEqual(300);
    } finally {
      await core.stop();
    }
  });
}
