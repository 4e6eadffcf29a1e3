import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, flag, instant, outcome, uuid } from "./shapes.ts";

/** Reference §5.1–5.4: what a node and a group are, key by key. */
export function proxyChecks(kind: TargetKind): void {
  describe("proxies and groups (§5.1–5.4)", () => {
    const core = useTarget(kind);
    listing(core, kind.profile);
    nodes(core, kind.profile);
    groups(core, kind.profile);
  });
}

const configured = ["fast", "slow", "gone", "broken", "shadow"];
const groupNames = "Proxy Auto Backup Balance Tested Dead Waiting Subscribed Nested Nobody Behind".split(" ");
const providerNodes = ["corner fast", "corner gone", "airport a", "airport b"];
const builtIns = ["DIRECT", "REJECT", "REJECT-DROP", "COMPATIBLE", "PASS", "GLOBAL"];

function listing(core: () => Bench, profile: Profile): void {
  it("lists configured nodes, groups, provider nodes and built-ins in one map", async () => {
    const { proxies, ...rest } = (await core().get("/proxies")).json<{ proxies: object }>();
    const expected = [...configured, ...groupNames, ...providerNodes, ...builtIns];
    if (profile === "current") expected.push("PASS-RULE");
    expect(rest).toEqual({});
    expect(Object.keys(proxies).toSorted()).toEqual(expected.toSorted());
  });

  it("keeps the order of the configuration in GLOBAL, without provider nodes", async () => {
    const { all, now, type } = (await core().get("/proxies/GLOBAL")).json();
    expect(all).toEqual(["DIRECT", "REJECT", ...configured, ...all.slice(2 + configured.length)]);
    expect(all.slice(2 + configured.length).toSorted()).toEqual(groupNames.toSorted());
    expect({ now, type }).toEqual({ now: "DIRECT", type: "Selector" });
  });

  it("lists groups alone, as an array, GLOBAL among them", async () => {
    const { proxies, ...rest } = (await core().get("/group")).json<{ proxies: { name: string }[] }>();
    expect(rest).toEqual({});
    expect(proxies.map((group) => group.name).toSorted()).toEqual([...groupNames, "GLOBAL"].toSorted());
  });

  it("gives the same object for a group by all three ways", async () => {
    const single = (await core().get("/group/Proxy")).json();
    const { proxies } = (await core().get("/proxies")).json<{ proxies: Record<string, unknown> }>();
    expect((await core().get("/proxies/Proxy")).json()).toEqual(single);
    expect(proxies["Proxy"]).toEqual(single);
  });

  it("does not find a node under /group", async () => {
    expect(outcome(await core().get("/group/fast"))).toEqual(failure(404, "Resource not found"));
    expect(outcome(await core().get("/group/DIRECT"))).toEqual(failure(404, "Resource not found"));
    expect(outcome(await core().get("/group/nobody/delay?timeout=100"))).toEqual(failure(404, "Resource not found"));
  });

  it("spells types its own way, not the configuration's", async () => {
    const { proxies } = (await core().get("/proxies")).json<{ proxies: Record<string, { type: string }> }>();
    const types = Object.fromEntries(Object.entries(proxies).map(([name, { type }]) => [name, type]));
    expect(types).toMatchObject({
      DIRECT: "Direct",
      REJECT: "Reject",
      "REJECT-DROP": "RejectDrop",
      COMPATIBLE: "Compatible",
      PASS: "Pass",
      GLOBAL: "Selector",
      fast: "Http",
      shadow: "Shadowsocks",
      Proxy: "Selector",
      Auto: "URLTest",
      Backup: "Fallback",
      Balance: "LoadBalance",
      "airport a": "Http",
    });
    if (profile === "current") expect(types["PASS-RULE"]).toBe("PassRule");
  });
}

/** Keys that every object has; `provider-name` came in 2025-12. */
function common(profile: Profile): object {
  return {
    alive: true,
    history: [],
    extra: {},
    udp: flag,
    uot: false,
    xudp: flag,
    tfo: false,
    mptcp: false,
    smux: false,
    interface: "",
    "routing-mark": 0,
    "dialer-proxy": "",
    ...(profile === "current" ? { "provider-name": "" } : {}),
  };
}

function nodes(core: () => Bench, profile: Profile): void {
  it("shows an untested node with exactly these keys", async () => {
    const expected = { ...common(profile), name: "gone", type: "Http", id: uuid, udp: false, xudp: false };
    expect((await core().get("/proxies/gone")).json()).toEqual(expected);
  });

  it("sorts the keys of a node", async () => {
    const keys = Object.keys((await core().get("/proxies/fast")).json());
    expect(keys).toEqual(keys.toSorted());
  });

  it("tells which node carries UDP", async () => {
    expect((await core().get("/proxies/shadow")).json().udp).toBe(true);
    expect((await core().get("/proxies/DIRECT")).json().udp).toBe(true);
    expect((await core().get("/proxies/Proxy")).json().udp).toBe(false);
  });

  it("tests the members of an automatic group once at the start, for each group", async () => {
    const { extra, alive } = (await core().get("/proxies/broken")).json();
    const once = { alive: false, history: [{ time: instant, delay: 0 }] };
    const urls = ["auto", "backup", "dead"].map((group) => [`${core().testUrl}?${group}`, once]);
    expect({ extra, alive }).toEqual({ extra: Object.fromEntries(urls), alive: false });
  });

  it("gives each node an id of its own that stays while nothing is reloaded", async () => {
    const { proxies } = (await core().get("/proxies")).json<{ proxies: Record<string, { id?: string }> }>();
    const ids = configured.map((name) => proxies[name]?.id);
    expect(new Set(ids).size).toBe(configured.length);
    expect((await core().get("/proxies/fast")).json().id).toBe(ids[0]);
    expect(proxies["Proxy"]).not.toHaveProperty("id");
  });

  it("tells from which provider a node is", async () => {
    const node = (await core().get("/proxies/airport%20a")).json();
    if (profile === "current") expect(node["provider-name"]).toBe("airport");
    else expect(node).not.toHaveProperty("provider-name");
  });

  it("gives PASS the empty id on the current core", async () => {
    const { id } = (await core().get("/proxies/PASS")).json();
    if (profile === "current") expect(id).toBe("00000000-0000-0000-0000-000000000000");
    else expect(id).toEqual(uuid);
  });
}

function groups(core: () => Bench, profile: Profile): void {
  const fallback = profile === "current" ? { emptyFallback: "COMPATIBLE" } : {};
  const group = (name: string): Promise<Json> =>
    core()
      .get(`/group/${name}`)
      .then((answer) => answer.json());
  const base = (type: string, name: string, all: readonly string[]): object => ({
    ...common(profile),
    ...fallback,
    name,
    type,
    all,
    udp: false,
    xudp: false,
    hidden: false,
    icon: "",
  });

  it("shows a Selector with exactly these keys", async () => {
    const testUrl = profile === "current" ? { testUrl: "" } : {};
    const expected = { ...base("Selector", "Proxy", ["fast", "slow", "gone", "Auto", "DIRECT"]), ...testUrl };
    expect(await group("Proxy")).toEqual({ ...expected, now: "fast" });
  });

  it("shows the test URL of a Selector that has its own, on the current core", async () => {
    const { testUrl } = await group("Tested");
    expect(testUrl).toBe(profile === "current" ? core().testUrl : undefined);
  });

  it("shows a URLTest with exactly these keys", async () => {
    const own = { now: "fast", fixed: "", testUrl: `${core().testUrl}?auto`, expectedStatus: "204" };
    expect(await group("Auto")).toEqual({ ...base("URLTest", "Auto", ["fast", "slow", "broken"]), ...own });
  });

  it("shows a Fallback with exactly these keys", async () => {
    const own = { now: "fast", fixed: "", testUrl: `${core().testUrl}?backup`, expectedStatus: "*" };
    expect(await group("Backup")).toEqual({ ...base("Fallback", "Backup", ["fast", "slow", "broken"]), ...own });
  });

  it("shows a LoadBalance with exactly these keys, without now and fixed", async () => {
    const own = { udp: true, testUrl: `${core().testUrl}?balance`, expectedStatus: "*" };
    expect(await group("Balance")).toEqual({ ...base("LoadBalance", "Balance", ["fast", "slow"]), ...own });
  });

  it("shows hidden and icon as configured", async () => {
    expect(await group("Behind")).toMatchObject({ hidden: true, icon: "https://icons.test/behind.png", now: "REJECT" });
  });

  it("fills a group whose filter leaves nobody with COMPATIBLE", async () => {
    expect(await group("Nobody")).toMatchObject({ all: ["COMPATIBLE"], now: "COMPATIBLE" });
  });

  it("fills a group from its provider", async () => {
    expect(await group("Subscribed")).toMatchObject({ all: ["airport a", "airport b"], now: "airport a" });
  });
}
