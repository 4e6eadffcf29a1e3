import mqtt from "mqtt";
import { describe, expect, it } from "vitest";
import { mqttConfig } from "../src/index.ts";
import { purgeBroker } from "../src/purge/purge.ts";
import { readRetained } from "../src/purge/retained.ts";
import { brokerKinds } from "./brokers.ts";
import { startHome } from "./home.ts";

const quietMs = 300;

describe.each(brokerKinds)("a purge on $name", (kind) => {
  async function house() {
    const { broker, config, bridge, person } = await startHome(kind, { timings: { pollMs: 200 } });
    const retained = async () => {
      const client = await mqtt.connectAsync(broker.url, { protocolVersion: kind.protocol });
      const found = await readRetained(client, ["#"], { quietMs });
      await client.endAsync();
      return [...found.keys()].toSorted();
    };
    return { config, bridge, person, retained };
  }

  it("leaves nothing of ours and everything of others", async () => {
    const { config, bridge, person, retained } = await house();
    const foreign = ["homeassistant/device/zigbee/config", "zigbee2mqtt/lamp"];
    for (const topic of foreign)
      await person.publish(topic, '{"origin":{"name":"zigbee2mqtt"}}', { qos: 1, retain: true });
    await bridge.stop();
    const before = await retained();
    expect(before.length).toBeGreaterThan(20);
    const purge = await purgeBroker(config, { quietMs });
    expect(purge).toEqual({ emptied: before.length - foreign.length, refused: [], running: [] });
    expect(await retained()).toEqual(foreign);
  });

  it("by the bridge itself leaves nothing but silence, until it is asked to announce again", async () => {
    const { person, retained } = await house();
    const ask = async (verb: string) => {
      await person.publish(`pointsman/bridge/attic/request/${verb}`, "{}");
      const on = `pointsman/bridge/attic/response/${verb}`;
      return JSON.parse((await person.hears(({ topic }) => topic === on, `the answer to ${verb}`)).payload);
    };
    const { data } = await ask("purge");
    expect(data.emptied).toBeGreaterThan(20);
    expect(await retained()).toEqual([]);
    // Born anew, Home Assistant is not told of what somebody took away.
    await person.publish("homeassistant/status", "online");
    await person.publish("pointsman/home/request/get-status", "{}");
    await person.hears(({ topic }) => topic === "pointsman/home/response/get-status", "an answer all the same");
    expect(await retained()).toEqual([]);
    const before = person.heard.length;
    await ask("rediscover");
    await person.hears(({ topic }) => topic.endsWith("_home_core/config"), "the device", before);
    await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state", before);
  });

  it("tells which bridges still run, and leaves them running", async () => {
    const { config, bridge, person } = await house();
    expect(await purgeBroker(config, { quietMs })).toMatchObject({ refused: [], running: ["attic"] });
    await person.publish("pointsman/home/request/get-status", "{}");
    await person.hears(({ topic }) => topic === "pointsman/home/response/get-status", "an answer");
    expect(bridge.connection).toContain("mqtt");
  });
});

it("says in one sentence that the broker is away, and shows no password", async () => {
  const config = mqttConfig.parse({ url: "mqtt://127.0.0.1:1", username: "a", password: "canary" });
  const refused = purgeBroker(config);
  await expect(refused).rejects.toMatchObject({ code: "unreachable" });
  await expect(refused).rejects.toThrow("nothing listens at the broker's address");
});
