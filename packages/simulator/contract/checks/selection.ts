import { describe, expect, it } from "vitest";
import { type Bench, startBench, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, outcome } from "./shapes.ts";

/** Reference §5.5 and §5.6: selecting, pinning, releasing. */
export function selectionChecks(kind: TargetKind): void {
  describe("selecting and releasing (§5.5, §5.6)", () => {
    const core = useTarget(kind);
    selecting(core);
    pinning(core);
    releasing(core);
    remembering(kind);
  });
}

function group(core: () => Bench, name: string): Promise<Json> {
  return core()
    .get(`/group/${name}`)
    .then((answer) => answer.json());
}

function selecting(core: () => Bench): void {
  it("selects a member of a Selector: 204, and the next read shows it", async () => {
    expect(outcome(await core().put("/proxies/Proxy", { name: "slow" }))).toEqual({ status: 204, text: "" });
    expect((await group(core, "Proxy")).now).toBe("slow");
  });

  it("selects a group as a member", async () => {
    expect((await core().put("/proxies/Proxy", { name: "Auto" })).status).toBe(204);
    expect((await group(core, "Proxy")).now).toBe("Auto");
  });

  it("selects in GLOBAL", async () => {
    expect((await core().put("/proxies/GLOBAL", { name: "Proxy" })).status).toBe(204);
    expect((await group(core, "GLOBAL")).now).toBe("Proxy");
  });

  it("refuses an unknown group before it looks at the body", async () => {
    expect(outcome(await core().put("/proxies/nobody", "no json"))).toEqual(failure(404, "Resource not found"));
  });

  it.each([["stranger"], ["broken"], ["Proxy"]])(
    "refuses %s, which is no member, and changes nothing",
    async (name) => {
      const before = (await group(core, "Proxy")).now;
      const refused = await core().put("/proxies/Proxy", { name });
      expect(outcome(refused)).toEqual(failure(400, "Selector update error: proxy not exist"));
      expect((await group(core, "Proxy")).now).toBe(before);
    },
  );

  it.each(["{}", '{"name":""}', "null"])("takes the body %s for a member without a name", async (body) => {
    const refused = await core().put("/proxies/Proxy", body);
    expect(outcome(refused)).toEqual(failure(400, "Selector update error: proxy not exist"));
  });

  it.each(["fast", "DIRECT", "Balance"])("refuses to select in %s, which is no Selector", async (name) => {
    const refused = await core().put(`/proxies/${name}`, { name: "fast" });
    expect(outcome(refused)).toEqual(failure(400, "Must be a Selector"));
  });
}

function pinning(core: () => Bench): void {
  it("pins a member of a URLTest: fixed and now show it", async () => {
    expect((await core().put("/proxies/Auto", { name: "slow" })).status).toBe(204);
    expect(await group(core, "Auto")).toMatchObject({ fixed: "slow", now: "slow" });
  });

  it("refuses to pin who is no member of a URLTest", async () => {
    const refused = await core().put("/proxies/Auto", { name: "shadow" });
    expect(outcome(refused)).toEqual(failure(400, "Selector update error: proxy not exist"));
  });

  it("keeps the pin of a URLTest on a dead member, and uses another", async () => {
    expect((await core().put("/proxies/Auto", { name: "broken" })).status).toBe(204);
    expect(await group(core, "Auto")).toMatchObject({ fixed: "broken", now: "fast" });
  });

  it("pins a living member of a Fallback", async () => {
    expect((await core().put("/proxies/Backup", { name: "slow" })).status).toBe(204);
    expect(await group(core, "Backup")).toMatchObject({ fixed: "slow", now: "slow" });
  });

  it("tests a dead member of a Fallback before it pins it, and the next read drops the pin", async () => {
    const url = encodeURIComponent(core().testUrl);
    expect((await core().get(`/proxies/broken/delay?timeout=1000&url=${url}`)).status).toBe(503);
    const { length } = (await core().get("/proxies/broken")).json().history;
    expect((await core().put("/proxies/Backup", { name: "broken" })).status).toBe(204);
    expect(await group(core, "Backup")).toMatchObject({ fixed: "", now: "fast" });
    expect((await core().get("/proxies/broken")).json().history.length).toBe(length + 1);
  });

  it("pins a member of a Fallback that came back to life", async () => {
    core().setFate("broken", { delay: 20 });
    expect((await core().put("/proxies/Backup", { name: "broken" })).status).toBe(204);
    expect(await group(core, "Backup")).toMatchObject({ fixed: "broken", now: "broken" });
    core().setFate("broken", { fail: "error" });
  });
}

function releasing(core: () => Bench): void {
  it.each(["Auto", "Backup"])("releases %s: 204, fixed is empty", async (name) => {
    await core().put(`/proxies/${name}`, { name: "slow" });
    expect(outcome(await core().delete(`/proxies/${name}`))).toEqual({ status: 204, text: "" });
    expect((await group(core, name)).fixed).toBe("");
  });

  it("answers 204 as well when nothing was pinned", async () => {
    expect((await core().delete("/proxies/Auto")).status).toBe(204);
    expect((await core().delete("/proxies/Auto")).status).toBe(204);
  });

  it.each(["Proxy", "Balance", "fast", "GLOBAL", "DIRECT"])("refuses to release %s with Body invalid", async (name) => {
    expect(outcome(await core().delete(`/proxies/${name}`))).toEqual(failure(400, "Body invalid"));
  });

  it("does not find an unknown group to release", async () => {
    expect(outcome(await core().delete("/proxies/nobody"))).toEqual(failure(404, "Resource not found"));
  });
}

function remembering(kind: TargetKind): void {
  it("remembers selections and pins over a reload of the configuration", async () => {
    const core = await startBench(kind);
    try {
      await core.put("/proxies/Proxy", { name: "slow" });
      await core.put("/proxies/Auto", { name: "slow" });
      expect((await core.put("/configs", {})).status).toBe(204);
      expect((await core.get("/group/Proxy")).json().now).toBe("slow");
      expect((await core.get("/group/Auto")).json().fixed).toBe("slow");
    } finally {
      await core.stop();
    }
  });

  it("forgets them when profile.store-selected is off", async () => {
    const core = await startBench(kind, { config: { profile: { "store-selected": false } } });
    try {
      await core.put("/proxies/Proxy", { name: "slow" });
      expect((await core.put("/configs", {})).status).toBe(204);
      expect((await core.get("/group/Proxy")).json().now).toBe("fast");
    } finally {
      await core.stop();
    }
  });

  it("falls to the first member when the choice vanished, and returns to it when it is back", async () => {
    const core = await startBench(kind);
    try {
      await core.put("/proxies/Subscribed", { name: "airport b" });
      expect((await core.get("/group/Subscribed")).json().now).toBe("airport b");
      await core.put("/proxies/Subscribed", { name: "airport a" });
      expect((await core.put("/providers/proxies/airport")).status).toBe(204);
      expect((await core.get("/group/Subscribed")).json()).toMatchObject({
        all: ["airport a2", "airport b"],
        now: "airport a2",
      });
    } finally {
      await core.stop();
    }
  });
}
