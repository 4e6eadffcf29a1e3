import { describe, expect, test } from "vitest";
import type { EndpointId } from "../src/endpoints/index.ts";
import { type Change, parts } from "../src/observer/types.ts";
import { change, until } from "../test/support/house.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

const minute = 60_000;

/** What the public table says, but no core has. */
const nowhere: readonly EndpointId[] = ["groups.release"];
/** What came after the old core. */
const newer: readonly EndpointId[] = [
  "rules.setDisabled",
  "cache.flushDns",
  "storage.get",
  "storage.put",
  "storage.delete",
];

/** Streams, observer and capabilities of one controller on one kind of core. */
export function controllerContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`a controller of ${kind.name}`, () => {
    const home = controllerOf(kind);

    test("the first reading fills the picture", async () => {
      const { observer } = home.controller;
      const reading = observer.watch({ parts, everyMs: minute });
      const counted = change(reading, "connections-changed");
      const snapshot = await observer.refresh(parts);
      expect(snapshot).toMatchObject({ reachability: "reachable", mode: "rule", version: expect.any(String) });
      expect(snapshot.groups.map(({ name }) => name)).toEqual([
        "Proxy",
        "Auto",
        "Backup",
        "Balance",
        "Subscribed",
        "GLOBAL",
      ]);
      expect(snapshot.nodes.get("fast")).toMatchObject({ kind: "node" });
      expect(snapshot.nodes.get("Proxy")).toMatchObject({ kind: "group" });
      expect(snapshot.rules.length).toBeGreaterThan(0);
      expect([...snapshot.providers.values()].map(({ vehicleType }) => vehicleType)).not.toContain("Compatible");
      for (const [name, { proxies }] of snapshot.providers) {
        for (const node of proxies ?? []) expect(snapshot.nodes.get(node.name)?.provider).toBe(name);
      }
      await counted;
      expect(observer.snapshot.connections).toMatchObject({ count: 0 });
      await reading.return();
    });

    test("a switch is told to who watches", async () => {
      const reading = home.controller.observer.watch({ parts: ["groups"], everyMs: minute });
      const selected = change(reading, "group-selected");
      await home.controller.run("select-node", { group: "Proxy", node: "slow" }, options);
      expect(await selected).toMatchObject({ group: "Proxy", was: "fast", now: "slow" });
      await reading.return();
    });

    test("traffic shows in the log and among the connections", async () => {
      const logs = home.controller.streams.logs("debug");
      const health = logs.watchHealth();
      const lines = logs.subscribe();
      const line = until(lines, (event) => event.kind === "frame" && event.frame.payload.includes("exact.test"));
      await until(health, ({ state }) => state === "live");
      const close = await home.target.openTraffic();
      expect(await line).toMatchObject({ frame: { type: expect.any(String) } });
      const frames = home.controller.streams.connections(1000).subscribe();
      await until(frames, (event) => event.kind === "frame" && event.frame.connections?.length === 1);
      close();
      await lines.return();
      await frames.return();
      await health.return();
    });

    test("the probe finds what this core lacks", async () => {
      const { capabilities } = home.controller;
      await capabilities.probe();
      for (const id of nowhere) expect(capabilities.has(id)).toBe(false);
      for (const id of newer) expect([id, capabilities.has(id)]).toEqual([id, kind.profile === "current"]);
      for (const id of ["proxies.select", "proxies.release", "dns.query", "configs.patch"] as const)
        expect([id, capabilities.has(id)]).toEqual([id, true]);
      expect(capabilities.reason("smart.weights")).toContain("Smart");
    });

    test("a new reading of the config is no restart, and a restart is one", async () => {
      const seen: Change[] = [];
      const reading = home.controller.observer.watch({ parts: ["groups", "nodes", "traffic"], everyMs: 500 });
      const frames = home.controller.streams.traffic.subscribe();
      const begun = reading.next();
      await until(frames, ({ kind }) => kind === "frame");
      await home.controller.client.configs.replace({ body: { payload: home.target.configText } });
      const restarted = until(reading, (one) => {
        seen.push(one);
        return one.type === "core-restarted";
      });
      await home.controller.observer.refresh(["nodes"]);
      expect(seen.map(({ type }) => type)).not.toContain("core-restarted");
      await home.controller.run("restart-core", {}, options);
      expect(await restarted).toMatchObject({ version: home.controller.observer.snapshot.version });
      expect(await until(frames, ({ kind }) => kind === "frame")).toMatchObject({ frame: { up: expect.any(Number) } });
      await frames.return();
      await reading.return();
      await begun;
    });
  });
}
