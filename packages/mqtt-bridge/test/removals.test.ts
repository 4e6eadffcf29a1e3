import { describe, expect, it } from "vitest";
import { brokerKinds } from "./brokers.ts";
import { startHome } from "./home.ts";
import type { Listener } from "./listener.ts";

const isOfHome = (topic: string): boolean => /^homeassistant\/device\/pointsman_home_[a-z0-9_]+\/config$/.test(topic);

describe.each(brokerKinds.slice(0, 2))("a device that a person deletes in Home Assistant, on $name", (kind) => {
  async function house(policy: "respect" | "reannounce"): Promise<{ person: Listener; parts: () => string[] }> {
    const { person } = await startHome(kind, {
      homeAssistant: { "on-external-removal": policy },
      timings: { apartMs: 50 },
    });
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
});
