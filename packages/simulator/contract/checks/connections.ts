import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { instant, number, outcome, text, uuid } from "./shapes.ts";

/** Reference §8: what runs through the core, and how it is cut. */
export function connectionChecks(kind: TargetKind): void {
  describe("connections (§8)", () => {
    const core = useTarget(kind);
    snapshot(core, kind.profile);
    routing(core);
    closing(core);
    kept(core);
  });
}

function connections(core: () => Bench): Promise<Json[]> {
  return core()
    .get("/connections")
    .then((answer) => answer.json().connections ?? []);
}

/** The one connection to a host. */
async function connectionTo(core: () => Bench, host: string): Promise<Json> {
  const all = await connections(core);
  const hits = all.filter((connection) => connection.metadata.host === host);
  expect(hits, `connections to ${host}`).toHaveLength(1);
  return hits[0];
}

function snapshot(core: () => Bench, profile: Profile): void {
  it("answers null, not an empty list, when nothing runs", async () => {
    const idle = (await core().get("/connections")).json();
    expect(idle).toEqual({ downloadTotal: number, uploadTotal: number, connections: null, memory: number });
    expect(Object.keys(idle)).toEqual(["downloadTotal", "uploadTotal", "connections", "memory"]);
  });

  it("shows a connection with exactly these keys", async () => {
    const traffic = await core().openTraffic("exact.test");
    const connection = await connectionTo(core, "exact.test");
    traffic.close();
    expect(connection).toEqual({
      id: uuid,
      metadata: expect.any(Object),
      upload: number,
      download: number,
      start: instant,
      chains: ["fast", "Proxy"],
      ...(profile === "current" ? { providerChains: ["", ""] } : {}),
      rule: "Domain",
      rulePayload: "exact.test",
    });
    expect(connection.download).toBeGreaterThanOrEqual(1024);
  });

  it("shows all metadata, ports as texts and what was never looked up as null", async () => {
    const traffic = await core().openTraffic("exact.test");
    const { metadata } = await connectionTo(core, "exact.test");
    traffic.close();
    expect(metadata).toEqual({
      network: "tcp",
      type: "HTTPS",
      sourceIP: "127.0.0.1",
      destinationIP: text,
      sourceGeoIP: null,
      destinationGeoIP: null,
      sourceIPASN: "",
      destinationIPASN: "",
      sourcePort: expect.stringMatching(/^\d+$/),
      destinationPort: expect.stringMatching(/^\d+$/),
      inboundIP: "127.0.0.1",
      inboundPort: expect.stringMatching(/^\d+$/),
      inboundName: "DEFAULT-MIXED",
      inboundUser: "",
      ...(profile === "current" ? { rematchName: "" } : {}),
      host: "exact.test",
      dnsMode: "normal",
      uid: number,
      process: text,
      processPath: text,
      specialProxy: "",
      specialRules: "",
      // The server of the node: a name or an address, as the configuration has it.
      remoteDestination: text,
      dscp: 0,
      sniffHost: "",
    });
  });

  it("counts totals that are no smaller than what one connection moved", async () => {
    const traffic = await core().openTraffic("exact.test");
    const { downloadTotal, connections: open } = (await core().get("/connections")).json();
    traffic.close();
    expect(downloadTotal).toBeGreaterThanOrEqual(open[0].download);
  });
}

function routing(core: () => Bench): void {
  it.each([
    ["deep.suffix.test", "DomainSuffix", "suffix.test", ["fast", "Auto"]],
    ["the-keyword-here.test", "DomainKeyword", "keyword", ["fast", "Backup"]],
    ["either.test", "OR", "((Domain,either.test) || (Domain,other.test))", ["fast", "Proxy"]],
    ["slow.test", "Domain", "slow.test", ["slow"]],
    ["anything.test", "Match", "", ["fast", "Proxy"]],
  ])("routes %s by %s, the leaf of the chain first", async (host, rule, rulePayload, chains) => {
    const traffic = await core().openTraffic(host);
    const connection = await connectionTo(core, host);
    traffic.close();
    expect(connection).toMatchObject({ rule, rulePayload, chains });
  });

  it("names every group on the way, the innermost first", async () => {
    await core().put("/proxies/Proxy", { name: "Auto" });
    const traffic = await core().openTraffic("exact.test");
    const { chains } = await connectionTo(core, "exact.test");
    traffic.close();
    await core().put("/proxies/Proxy", { name: "fast" });
    expect(chains).toEqual(["fast", "Auto", "Proxy"]);
  });

  it("shows no rule in global and in direct mode", async () => {
    await core().put("/proxies/GLOBAL", { name: "fast" });
    await core().patch("/configs", { mode: "global" });
    const traffic = await core().openTraffic("global.test");
    const connection = await connectionTo(core, "global.test");
    traffic.close();
    await core().patch("/configs", { mode: "rule" });
    expect(connection).toMatchObject({ rule: "", rulePayload: "", chains: ["fast", "GLOBAL"] });
  });

  it("has forgotten what a rule rejected", async () => {
    const rejected = await core().tryTraffic("ads.test");
    await rejected.closed;
    // A real core lists it for the blink of an eye, and our end may hear of the refusal first.
    const hosts = async (): Promise<string[]> => (await connections(core)).map(({ metadata }) => metadata.host);
    await expect.poll(hosts).not.toContain("ads.test");
  });

  it("does not list what a node refused", async () => {
    const logs = await core().socket("/logs?level=warning");
    const refused = await core().tryTraffic("failing.test");
    expect((await logs.json()).payload).toContain("failing.test");
    const hosts = (await connections(core)).map((connection) => connection.metadata.host);
    refused.close();
    logs.destroy();
    expect(hosts).not.toContain("failing.test");
  });
}

function closing(core: () => Bench): void {
  it("closes one by its id: 204, and the way is cut", async () => {
    const kept = await core().openTraffic("kept.test");
    const cut = await core().openTraffic("cut.test");
    const { id } = await connectionTo(core, "cut.test");
    expect(outcome(await core().delete(`/connections/${id}`))).toEqual({ status: 204, text: "" });
    await cut.closed;
    const hosts = (await connections(core)).map((connection) => connection.metadata.host);
    kept.close();
    expect(hosts).toContain("kept.test");
    expect(hosts).not.toContain("cut.test");
  });

  it.each(["00000000-0000-4000-8000-000000000000", "not-an-id", "%20"])(
    "answers 204 for the id %s, which is nobody's",
    async (id) => {
      expect(outcome(await core().delete(`/connections/${id}`))).toEqual({ status: 204, text: "" });
    },
  );

  it("closes all: 204, and the list is null again", async () => {
    const ways = [await core().openTraffic("one.test"), await core().openTraffic("two.test")];
    expect(outcome(await core().delete("/connections"))).toEqual({ status: 204, text: "" });
    await Promise.all(ways.map((way) => way.closed));
    expect((await core().get("/connections")).json().connections).toBeNull();
  });
}

function kept(core: () => Bench): void {
  it("leaves open connections on their old way after a switch and after a change of mode", async () => {
    const traffic = await core().openTraffic("exact.test");
    await core().put("/proxies/Proxy", { name: "slow" });
    await core().patch("/configs", { mode: "direct" });
    const { chains } = await connectionTo(core, "exact.test");
    await core().patch("/configs", { mode: "rule" });
    await core().put("/proxies/Proxy", { name: "fast" });
    traffic.close();
    expect(chains).toEqual(["fast", "Proxy"]);
  });
}
