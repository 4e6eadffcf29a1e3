import { once } from "node:events";
import path from "node:path";
import { openController } from "@pointsman/core";
import { textFile } from "@pointsman/core/state";
import { startSimulator } from "@pointsman/simulator";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Bridge, type MqttConfigInput, startBridge } from "../src/index.ts";
import { brokerKinds, type TestBroker } from "./brokers.ts";
import { type Listener, listen } from "./listener.ts";
import { spawnBridge } from "./spawn-bridge.ts";

const houseWith = (...groups: readonly string[]): string => `
mode: rule
proxies:
  - { name: HK 01, type: socks5, server: 127.0.0.1, port: 1 }
proxy-groups:
${groups.map((name) => `  - { name: ${name}, type: select, proxies: [HK 01] }`).join("\n")}
rules: ["MATCH,${groups[0]}"]
`;

/** Of another bridge and of other software: to be left alone. */
const foreign: Readonly<Record<string, string>> = {
  "homeassistant/device/lamp/config": '{"origin":{"name":"zigbee2mqtt"},"components":{}}',
  "homeassistant/device/pointsman_lab_core/config":
    '{"origin":{"name":"pointsman"},"availability":[{"topic":"pointsman/bridge/cellar/state"},{"topic":"pointsman/lab/state"}],"components":{}}',
  "pointsman/bridge/cellar/state": "offline",
  "pointsman/lab/mode": "rule",
  "zigbee2mqtt/lamp": "on",
};

/** A broker, a memory that outlives bridges, and a person who looks. */
class Place {
  readonly broker: TestBroker;
  readonly person: Listener;
  readonly memory: string;
  readonly #protocol: 4 | 5;

  private constructor(broker: TestBroker, person: Listener, protocol: 4 | 5) {
    const folder = makeTemporaryFolder("orphans");
    onTestFinished(() => folder.remove());
    this.broker = broker;
    this.person = person;
    this.memory = path.join(folder.path, "retained.json");
    this.#protocol = protocol;
  }

  static async open({ protocol, start }: (typeof brokerKinds)[number]): Promise<Place> {
    const broker = await start();
    onTestFinished(() => broker.stop());
    const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
    onTestFinished(() => person.stop());
    for (const [topic, payload] of Object.entries(foreign))
      await person.publish(topic, payload, { qos: 1, retain: true });
    return new Place(broker, person, protocol);
  }

  config(more: Partial<MqttConfigInput> = {}): MqttConfigInput {
    return { url: this.broker.url, protocol: this.#protocol, ...more };
  }

  /** Lives until it is stopped, or the test ends. */
  start(cores: Readonly<Record<string, string>>, more: Partial<MqttConfigInput> = {}): Bridge {
    const controllers = new Map(Object.entries(cores).map(([id, url]) => [id, openController({ id, url })]));
    const { memory } = this;
    const bridge = startBridge({
      config: this.config(more),
      controllers,
      instance: "attic",
      timings: { settleMs: 20, apartMs: 20, scanQuietMs: 1000, startGraceMs: 100, restartGraceMs: 100, pollMs: 200 },
      memory: textFile(memory),
    });
    onTestFinished(async () => {
      await bridge.stop();
      for (const controller of controllers.values()) await controller.close();
    });
    return bridge;
  }

  /** A life that ends without a goodbye, once it has shown all of these. */
  async liveAndDie(
    cores: Readonly<Record<string, string>>,
    shown: readonly string[],
    remembers: boolean,
  ): Promise<void> {
    const child = spawnBridge({ config: this.config(), cores, ...(remembers ? { memory: this.memory } : {}) });
    onTestFinished(() => void child.kill("SIGKILL"));
    await this.hasShown(shown);
    if (remembers) {
      const remembered = (): boolean => shown.every((topic) => textFile(this.memory).load()?.includes(topic) === true);
      await vi.waitUntil(remembered, { timeout: 20_000 });
    }
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async hasShown(shown: readonly string[], since = 0): Promise<void> {
    for (const start of shown)
      await this.person.hears(
        ({ topic, payload, retain }) => topic.startsWith(start) && payload !== "" && !retain,
        start,
        since,
      );
  }

  /** What stands on the broker: the newest of each topic that the person, who was there from the start, heard. */
  standing(): ReadonlyMap<string, string> {
    const newest = new Map(this.person.heard.map(({ topic, payload }) => [topic, payload]));
    return new Map([...newest].filter(([topic, payload]) => payload !== "" && !topic.endsWith("/event")));
  }

  /** Topics of these starts. */
  standingAt(...starts: readonly string[]): string[] {
    return [...this.standing().keys()].filter((topic) => starts.some((start) => topic.startsWith(start)));
  }

  /** How many topics of these starts there are, once they are as many as they should be. */
  async becomes(starts: readonly string[], count: number): Promise<number> {
    return await vi.waitFor(
      () => {
        const topics = this.standingAt(...starts);
        if (topics.length !== count) throw new Error(`there are ${topics.join(", ")}`);
        return topics.length;
      },
      { timeout: 30_000 },
    );
  }

  /** What stands there now of what is not ours. */
  foreignNow(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.standing()].filter(([topic]) => Object.hasOwn(foreign, topic)));
  }
}

async function core(...groups: readonly string[]): Promise<string> {
  const simulator = await startSimulator({ config: houseWith(...groups) });
  onTestFinished(() => simulator.stop());
  return simulator.url;
}

describe.each(brokerKinds.slice(0, 2))("what an earlier life left on $name", (kind) => {
  it.each([true, false])(
    "of a controller that was killed with it and is in the config no more goes (remembered: %s)",
    async (remembers) => {
      const place = await Place.open(kind);
      const [home, office] = [await core("Proxy"), await core("Proxy")];
      const shown = [
        "pointsman/office/group/",
        "homeassistant/device/pointsman_office_groups_1/config",
        "pointsman/home/group/",
      ];
      await place.liveAndDie({ home, office }, shown, remembers);
      const before = place.person.heard.length;
      place.start({ home });
      await place.becomes(["pointsman/office/", "homeassistant/device/pointsman_office_"], 0);
      await place.hasShown(["pointsman/home/group/", "homeassistant/device/pointsman_home_core/"], before);
      expect(place.standingAt("pointsman/home/group/")).not.toEqual([]);
      expect(place.foreignNow()).toEqual(foreign);
    },
  );

  it("under another base topic and another prefix goes", async () => {
    const place = await Place.open(kind);
    const home = await core("Proxy");
    const earlier = place.start({ home }, { "base-topic": "old", "home-assistant": { prefix: "ha" } });
    await place.hasShown(["old/home/group/", "ha/device/old_home_groups_1/"]);
    await earlier.stop();
    const later = place.start({ home });
    await place.becomes(["old/", "ha/"], 0);
    await later.stop();
    place.start({ home }, { "home-assistant": { discovery: false } });
    await place.becomes(["homeassistant/device/pointsman_home_", "homeassistant/device/pointsman_bridge_"], 0);
    expect(place.foreignNow()).toEqual(foreign);
  });

  it("of a group that the core does not have any more is buried, and its states go", async () => {
    const place = await Place.open(kind);
    await place.liveAndDie(
      { home: await core("Proxy", "Old") },
      ["pointsman/home/group/old-", "pointsman/home/group/proxy-"],
      true,
    );
    const before = place.person.heard.length;
    place.start({ home: await core("Proxy", "New") });
    const groups = "homeassistant/device/pointsman_home_groups_1/config";
    const { payload } = await place.person.hears(
      ({ topic, payload: text }) => topic === groups && /"select_group_old_[0-9a-f]+":\{"p":"select"\}/.test(text),
      "the burial",
      before,
    );
    const { components } = JSON.parse(payload) as { components: Record<string, object> };
    const ofOld = Object.entries(components).filter(([key]) => key.includes("_group_old_"));
    expect(ofOld.length).toBeGreaterThan(3);
    expect(ofOld.every(([, component]) => Object.keys(component).join() === "p")).toBe(true);
    expect(Object.keys(components).some((key) => key.startsWith("select_group_new_"))).toBe(true);
    await place.becomes(["pointsman/home/group/old-"], 0);
    await place.becomes(["pointsman/home/group/new-", "pointsman/home/group/proxy-"], 6);
    expect(place.foreignNow()).toEqual(foreign);
  });

  it("of a controller that another bridge drives now stays", async () => {
    const place = await Place.open(kind);
    const [home, office] = [await core("Proxy"), await core("Proxy")];
    const earlier = place.start({ home, office });
    await place.hasShown(["pointsman/office/group/", "homeassistant/device/pointsman_office_groups_1/"]);
    await earlier.stop();
    const owner = '{"instance":"cellar","since":"2026-01-01T00:00:00.000Z"}';
    await place.person.publish("pointsman/office/owner", owner, { qos: 1, retain: true });
    await place.person.hears(({ payload }) => payload === owner, "the claim");
    const before = place.person.heard.length;
    const kept = place.standingAt("pointsman/office/");
    place.start({ home }, { "base-topic": "new" });
    await place.hasShown(["new/home/group/"], before);
    // What is ours under the old base goes in one sweep with what would go wrongly.
    await place.becomes(["pointsman/home/"], 0);
    expect(place.standingAt("pointsman/office/")).toEqual(kept);
    expect(place.foreignNow()).toEqual(foreign);
  });
});
