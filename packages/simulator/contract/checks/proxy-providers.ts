import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { failure, instant, never, outcome } from "./shapes.ts";

/** Reference §6.1: subscriptions and other sources of nodes. */
export function proxyProviderChecks(kind: TargetKind): void {
  describe("proxy providers (§6.1)", () => {
    const core = useTarget(kind);
    listing(core, kind.profile);
    members(core);
    checking(core, kind.profile);
    updating(core);
  });
}

function provider(core: () => Bench, name: string): Promise<Json> {
  return core()
    .get(`/providers/proxies/${name}`)
    .then((answer) => answer.json());
}

const compatible = ["Proxy", "Auto", "Backup", "Balance", "Tested", "Dead", "Waiting", "Nested", "Behind"];

function listing(core: () => Bench, profile: Profile): void {
  it("lists the providers, default, and one for each group with a list of its own", async () => {
    const { providers, ...rest } = (await core().get("/providers/proxies")).json<{ providers: Record<string, Json> }>();
    expect(rest).toEqual({});
    expect(Object.keys(providers).toSorted()).toEqual(["airport", "corner", "default", ...compatible].toSorted());
    for (const name of ["default", ...compatible]) expect(providers[name].vehicleType, name).toBe("Compatible");
  });

  it("shows an HTTP provider with exactly these keys, the quota capitalised and in bytes", async () => {
    expect(await provider(core, "airport")).toEqual({
      name: "airport",
      type: "Proxy",
      vehicleType: "HTTP",
      proxies: [expect.objectContaining({ name: "airport a" }), expect.objectContaining({ name: "airport b" })],
      testUrl: core().testUrl,
      expectedStatus: "*",
      updatedAt: instant,
      subscriptionInfo: { Upload: 1000, Download: 2000, Total: 100_000, Expire: 1_893_456_000 },
    });
  });

  it("keeps the keys of a provider in the core's order", async () => {
    expect(Object.keys(await provider(core, "airport"))).toEqual(
      "name type vehicleType proxies testUrl expectedStatus updatedAt subscriptionInfo".split(" "),
    );
  });

  it("shows an inline provider without a quota", async () => {
    const corner = await provider(core, "corner");
    expect(corner).toMatchObject({ vehicleType: "Inline", testUrl: core().testUrl, expectedStatus: "*" });
    expect(corner).not.toHaveProperty("subscriptionInfo");
    expect(corner.updatedAt).toEqual(instant);
  });

  it("shows default with the configured nodes and groups, never updated", async () => {
    const { proxies, updatedAt, testUrl } = await provider(core, "default");
    const names: string[] = proxies.map((proxy: Json) => proxy.name);
    expect(names.slice(0, 7)).toEqual(["DIRECT", "REJECT", "fast", "slow", "gone", "broken", "shadow"]);
    expect(names).toEqual(expect.arrayContaining(compatible));
    expect(names).not.toContain("PASS");
    expect({ updatedAt, testUrl }).toEqual({ updatedAt: never, testUrl: "" });
  });

  it("shows a group's provider with the group's members and test URL", async () => {
    const { proxies, testUrl, expectedStatus } = await provider(core, "Auto");
    expect(proxies.map((proxy: Json) => proxy.name)).toEqual(["fast", "slow", "broken"]);
    expect({ testUrl, expectedStatus }).toEqual({ testUrl: `${core().testUrl}?auto`, expectedStatus: "204" });
  });

  it("does not find an unknown provider", async () => {
    expect(outcome(await core().get("/providers/proxies/nobody"))).toEqual(failure(404, "Resource not found"));
    expect(outcome(await core().put("/providers/proxies/nobody"))).toEqual(failure(404, "Resource not found"));
    expect(outcome(await core().get("/providers/proxies/nobody/healthcheck"))).toEqual(
      failure(404, "Resource not found"),
    );
  });

  it("tells the provider's name on its nodes, on the current core", async () => {
    const { proxies } = await provider(core, "corner");
    expect(proxies[0]["provider-name"]).toBe(profile === "current" ? "corner" : undefined);
  });
}

function members(core: () => Bench): void {
  const fast = "/providers/proxies/corner/corner%20fast";
  const query = (): string => `?timeout=1000&url=${encodeURIComponent(core().testUrl)}`;

  it("gives one node of a provider, the same object as elsewhere", async () => {
    const node = (await core().get(fast)).json();
    expect(node).toEqual((await core().get("/proxies/corner%20fast")).json());
  });

  it("does not find a node of another provider", async () => {
    expect(outcome(await core().get("/providers/proxies/corner/airport%20a"))).toEqual(
      failure(404, "Resource not found"),
    );
  });

  it("tests one node of a provider", async () => {
    const { status, json } = await core().get(`${fast}/healthcheck${query()}`);
    expect(status).toBe(200);
    expect(json().delay).toBeGreaterThanOrEqual(20);
    expect((await core().get(fast)).json().history.at(-1).delay).toBe(json().delay);
  });

  it("refuses a test without a timeout, and fails one without a URL", async () => {
    expect(outcome(await core().get(`${fast}/healthcheck`))).toEqual(failure(400, "Body invalid"));
    expect(outcome(await core().get(`${fast}/healthcheck?timeout=500`))).toEqual(
      failure(503, "An error occurred in the delay test"),
    );
  });

  it("has no other method for a node of a provider", async () => {
    expect((await core().put(fast)).status).toBe(405);
    expect((await core().delete(fast)).status).toBe(405);
  });
}

function checking(core: () => Bench, profile: Profile): void {
  const histories = async (name: string): Promise<number[]> =>
    (await provider(core, name)).proxies.map((proxy: Json) => proxy.history.length);

  it("checks all nodes of a provider and answers 204 when that is done", async () => {
    core().setFate("airport b", { fail: "error" });
    const [a = 0, b = 0] = await histories("airport");
    expect(outcome(await core().get("/providers/proxies/airport/healthcheck"))).toEqual({ status: 204, text: "" });
    core().setFate("airport b", { delay: 20 });
    const { proxies } = await provider(core, "airport");
    expect(await histories("airport")).toEqual([a + 1, b + 1]);
    expect(proxies.map((proxy: Json) => proxy.alive)).toEqual([true, false]);
    expect(proxies[0].extra[core().testUrl].history.at(-1).delay).toBeGreaterThan(0);
  });

  it("answers 204 for a second check within a second, and tests nobody", async () => {
    await core().get("/providers/proxies/airport/healthcheck");
    const before = await histories("airport");
    expect((await core().get("/providers/proxies/airport/healthcheck")).status).toBe(204);
    expect(await histories("airport")).toEqual(before);
  });

  it("checks the nodes of an inline provider on the current core; an old one answers 204 and tests nobody", async () => {
    core().setFate("corner gone", { fail: "error" });
    const before = await histories("corner");
    expect((await core().get("/providers/proxies/corner/healthcheck")).status).toBe(204);
    const more = profile === "current" ? 1 : 0;
    expect(await histories("corner")).toEqual(before.map((length) => length + more));
  });

  it("answers 204 for a provider without a test URL", async () => {
    expect(outcome(await core().get("/providers/proxies/default/healthcheck"))).toEqual({ status: 204, text: "" });
  });
}

function updating(core: () => Bench): void {
  it("answers 204 for the update of an inline and of a group's provider", async () => {
    expect(outcome(await core().put("/providers/proxies/corner"))).toEqual({ status: 204, text: "" });
    expect((await core().put("/providers/proxies/default")).status).toBe(204);
    expect((await core().put("/providers/proxies/Auto")).status).toBe(204);
  });

  it("answers 503 with the upstream's words when the update fails, and keeps the nodes", async () => {
    core().failSubscription("airport", 404);
    const before = (await provider(core, "airport")).proxies;
    expect(outcome(await core().put("/providers/proxies/airport"))).toEqual(failure(503, "404 Not Found"));
    expect((await provider(core, "airport")).proxies).toEqual(before);
    core().failSubscription("airport", 500);
    expect(outcome(await core().put("/providers/proxies/airport"))).toEqual(failure(503, "500 Internal Server Error"));
    core().failSubscription("airport", undefined);
  });

  it("replaces all nodes: renamed ones are new, the others get a new id and no history, the quota is renewed", async () => {
    const before = await provider(core, "airport");
    await core().get(`/proxies/airport%20b/delay?timeout=1000&url=${encodeURIComponent(core().testUrl)}`);
    expect((await core().put("/providers/proxies/airport")).status).toBe(204);
    const after = await provider(core, "airport");
    expect(after.proxies.map((proxy: Json) => proxy.name)).toEqual(["airport a2", "airport b"]);
    expect(after.proxies[1].id).not.toBe(before.proxies[1].id);
    expect(after.proxies[1].history).toEqual([]);
    expect(after.subscriptionInfo).toMatchObject({ Upload: 1500, Download: 2500 });
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect((await core().get("/group/Subscribed")).json()).toMatchObject({ all: ["airport a2", "airport b"] });
    expect((await core().get("/proxies/airport%20a")).status).toBe(404);
  });

  it("answers 204 and leaves the nodes alone when nothing changed", async () => {
    // The subscription has two answers; from the second on they are the same.
    await core().put("/providers/proxies/airport");
    const before = await provider(core, "airport");
    expect((await core().put("/providers/proxies/airport")).status).toBe(204);
    const after = await provider(core, "airport");
    expect(after.proxies).toEqual(before.proxies);
  });
}
