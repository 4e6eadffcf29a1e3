import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { type MqttConfigInput, startBridge } from "../src/index.ts";
import { brokerKinds } from "./brokers.ts";
import { type Listener, listen } from "./listener.ts";

const isOfHome = (topic: string): boolean => /^homeassistant\/device\/pointsman_home_[a-z0-9_]+\/config$/.test(topic);

describe.each(brokerKinds.slice(0, 2))(
  "a device that a person deletes in Home Assistant, on $name",
  ({ protocol, start }) => {
    async function house(policy: "respect" | "reannounce"): Promise<{ person: Listener; parts: () => string[] }> {
      const simulator = await startSimulator({ scenario: "home" });
      const controller = openController({ id: "home", url: simulator.url });
      const broker = await start();
      const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
      const config: MqttConfigInput = {
        url: broker.url,
        protocol,
        "home-assistant": { "on-external-removal": policy },
      };
      const bridge = startBridge({
        config,
        controllers: new Map([["home", controller]]),
        instance: "attic",
        timings: { settleMs: 20, apartMs: 50, birthMs: [5, 10] },
      });
      onTestFinished(async () => {
        await bridge.stop();
        await person.stop();
        await controller.close();
        await simulator.stop();
        await broker.stop();
      });
      await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
      /** Discovery topics of the controller that have something on them. */
      const parts = (): string[] => {
        const newest = new Map(person.heard.map(({ topic, payload }) => [topic, payload]));
        return [...newest].filter(([topic, payload]) => isOfHome(topic) && payload !== "").map(([topic]) => topic);
      };
      return { person, parts };
    }

    /** As Home Assistant does: an empty retained message on each of the device's topics. */
    async function deleteDevice(person: Listener, topics: readonly string[]): Promise<void> {
      for (const topic of topics) await person.publish(topic, "", { qos: 1, retain: true });
    }

    /** A birth, and everything that the bridge says to it: one answer comes behind all that was to be sent before. */
    async function born(person: Listener): Promise<void> {
      const before = person.heard.length;
      await person.publish("homeassistant/status", "online");
      const own = "homeassistant/device/pointsman_bridge_attic/config";
      await person.hears(({ topic }) => topic === own, "the bridge's own device", before);
      await person.publish("pointsman/home/request/list-groups", "{}");
      await person.hears(({ topic }) => topic === "pointsman/home/response/list-groups", "the answer", before);
    }

    it("stays away over births, and comes when it is asked for", async () => {
      const { person, parts } = await house("respect");
      const before = parts();
      expect(before.length).toBeGreaterThanOrEqual(3);
      // By now the bridge hears its own topics.
      await born(person);
      await deleteDevice(person, before);
      await born(person);
      expect(parts()).toEqual([]);
      await person.publish("pointsman/bridge/attic/request/rediscover", "{}");
      await expect.poll(parts, { timeout: 20_000 }).toHaveLength(before.length);
    });

    it("comes back at once where the config wants that", async () => {
      const { person, parts } = await house("reannounce");
      const before = parts();
      await born(person);
      await deleteDevice(person, before);
      await expect.poll(parts, { timeout: 20_000 }).toHaveLength(before.length);
    });
  },
);
