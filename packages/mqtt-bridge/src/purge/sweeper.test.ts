import { startEmbeddedBroker } from "@pointsman/simulator/testing";
import mqtt from "mqtt";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { mqttConfig } from "../config.ts";
import { RetainedMemory } from "../memory/retained-memory.ts";
import { Sweeper } from "./sweeper.ts";

let memory: RetainedMemory;
let published: string[];
let known: string[];
let owned: Set<string>;
let said: string[];

beforeEach(() => {
  memory = new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined });
  published = [];
  known = [];
  owned = new Set(["home"]);
  said = [];
});

function sweeperOn(url: string): Sweeper {
  const sweeper = new Sweeper({
    config: mqttConfig.parse({ url, protocol: 4 }),
    here: {
      base: "pointsman",
      prefix: "homeassistant",
      instance: "attic",
      controllers: ["home", "office"],
      ownDevice: "homeassistant/device/pointsman_bridge_attic/config",
    },
    memory,
    publish: (messages) => {
      for (const message of messages) {
        published.push(`${message.topic}=${message.payload}`);
        memory.note(message);
      }
    },
    owns: (id) => owned.has(id),
    known: (id) => known.push(id),
    info: (sentence) => said.push(sentence),
    quietMs: 50,
  });
  onTestFinished(() => sweeper.stop());
  return sweeper;
}

async function brokerWith(retained: Readonly<Record<string, string>>) {
  const broker = await startEmbeddedBroker();
  onTestFinished(() => broker.stop());
  const client = await mqtt.connectAsync(broker.url, { protocolVersion: 4 });
  // As the bridge itself says at the start of each session.
  const own = { "pointsman/bridge/attic/state": "online" };
  for (const [topic, payload] of Object.entries({ ...retained, ...own }))
    await client.publishAsync(topic, payload, { qos: 1, retain: true });
  await client.endAsync();
  return broker;
}

describe("a sweep", () => {
  it("gives a controller that is driven here what is on the broker of it, and another one later", async () => {
    const { url } = await brokerWith({
      "pointsman/home/group/x": "{}",
      "pointsman/home/mode": "rule",
      "pointsman/home/set/mode": "global",
      "pointsman/office/quota/q": "{}",
    });
    const sweeper = sweeperOn(url);
    sweeper.up();
    await expect.poll(() => known).toEqual(["home"]);
    expect([...memory.topics]).toEqual(["pointsman/home/group/x"]);
    sweeper.granted("home");
    owned.add("office");
    sweeper.granted("office");
    await expect.poll(() => known).toEqual(["home", "office"]);
    expect([...memory.topics]).toEqual(["pointsman/home/group/x", "pointsman/office/quota/q"]);
    expect(published).toEqual([]);
  });

  it("takes back what no controller answers for, once", async () => {
    memory.note({ topic: "old/home/mode", payload: "rule", retain: true });
    const { url } = await brokerWith({ "old/home/mode": "rule" });
    const sweeper = sweeperOn(url);
    sweeper.up();
    await expect.poll(() => published).toEqual(["old/home/mode="]);
    await expect.poll(() => known).toEqual(["home"]);
    sweeper.up();
    expect([published.length, said.length]).toEqual([1, 1]);
  });

  it("goes by what is remembered where the broker cannot be read", async () => {
    memory.note({ topic: "old/home/mode", payload: "rule", retain: true });
    sweeperOn("mqtt://127.0.0.1:1").up();
    await expect.poll(() => published).toEqual(["old/home/mode="]);
    expect(known).toEqual(["home"]);
    expect(said[0]).toContain("could not look");
  });
});
