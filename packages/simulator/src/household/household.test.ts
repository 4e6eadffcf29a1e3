import { describe, expect, it } from "vitest";
import { createManualClock, type ManualClock } from "../clock.ts";
import { type Simulator, startSimulator } from "../start.ts";

async function home(seed = 1): Promise<{ simulator: Simulator; clock: ManualClock; logs: string[] }> {
  const clock = createManualClock();
  const simulator = await startSimulator({ scenario: "home", clock, seed });
  const logs: string[] = [];
  simulator.world.logs.subscribe(({ payload }) => logs.push(payload));
  return { simulator, clock, logs };
}

describe("the home scenario", () => {
  it("has connections at once, of several devices through several groups", async () => {
    const { simulator, clock } = await home();
    await clock.advance(60_000);
    const open = simulator.world.connections.list();
    expect(new Set(open.map(({ metadata }) => metadata.sourceIP)).size).toBeGreaterThan(3);
    expect(new Set(open.map(({ chains }) => chains.at(-1))).size).toBeGreaterThan(3);
    expect(simulator.world.connections.totals.download).toBeGreaterThan(1_000_000);
    await simulator.stop();
  });

  it("opens and closes connections and says so in the log", async () => {
    const { simulator, clock, logs } = await home();
    const before = new Set(simulator.world.connections.list().map(({ id }) => id));
    await clock.advance(120_000);
    const after = simulator.world.connections.list().map(({ id }) => id);
    expect(after.some((id) => !before.has(id))).toBe(true);
    expect([...before].some((id) => !after.includes(id))).toBe(true);
    expect(logs.some((line) => /^\[TCP\] 192\.168\.1\.\d+:\d+ --> \S+:443 match \S+ using .+\[.+\]$/.test(line))).toBe(
      true,
    );
    await simulator.stop();
  });

  it("sends a connection through what the rule's group uses now", async () => {
    const { simulator } = await home();
    const { world } = simulator;
    const streaming = world.group("🎬 Streaming");
    const node = streaming?.members().find(({ name }) => name.includes("US 01"));
    if (streaming === undefined || node === undefined) throw new Error("the scenario has no such group or node");
    world.select(streaming, node.name);
    expect(world.traffic.open({ host: "www.netflix.com" })?.connection).toMatchObject({
      chains: [node.name, "🎬 Streaming"],
      providerChains: ["nimbus", ""],
      rule: "DomainKeyword",
      rulePayload: "netflix",
    });
    await simulator.stop();
  });

  it("lets nodes die and come back", async () => {
    const { simulator, clock } = await home();
    const dead = (): number =>
      [...simulator.world.proxies().keys()].filter((name) => simulator.world.fates.isDead(name)).length;
    let most = 0;
    for (let minute = 0; minute < 10; minute++) {
      await clock.advance(60_000);
      most = Math.max(most, dead());
    }
    expect(most).toBeGreaterThan(0);
    expect(dead()).toBeLessThan(simulator.world.proxies().size / 4);
    await simulator.stop();
  });

  it("renames the nodes of one subscription at each update, has pseudo-nodes, and is near quota and end", async () => {
    const { simulator } = await home();
    const names = (): string[] =>
      simulator.world.house.providers
        .get("nimbus")
        ?.proxies()
        .map(({ name }) => name) ?? [];
    expect(names()).toContain("🇭🇰 HK 01 | x1.0");
    expect(names().some((name) => name.startsWith("剩余流量："))).toBe(true);
    await fetch(`${simulator.url}/providers/proxies/nimbus`, { method: "PUT" });
    expect(names()).toContain("🇭🇰 HK 01 | x1.2");
    const info = (name: string) => simulator.world.house.providers.get(name)?.info();
    const { Total = 0, Upload = 0, Download = 0 } = info("nimbus") ?? {};
    expect((Upload + Download) / Total).toBeGreaterThan(0.9);
    expect(((info("sunrise")?.Expire ?? 0) * 1000 - simulator.world.clock.now()) / 86_400_000).toBeLessThan(3);
    await simulator.stop();
  });

  it("tells the same story for the same seed", async () => {
    const story = async (seed: number): Promise<string[]> => {
      const { simulator, clock, logs } = await home(seed);
      await clock.advance(30_000);
      await simulator.stop();
      return logs;
    };
    const first = await story(5);
    expect(await story(5)).toEqual(first);
    expect(await story(6)).not.toEqual(first);
  });
});
