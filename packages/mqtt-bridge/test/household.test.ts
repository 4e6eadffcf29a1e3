import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openController } from "@pointsman/core";
import { openDevices } from "@pointsman/core/devices";
import { openLedger } from "@pointsman/core/ledger";
import { openScenes } from "@pointsman/core/scenes";
import { startSimulator } from "@pointsman/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBridge } from "../src/index.ts";
import { defaultPace } from "../src/state/topics-of-state.ts";
import { brokerKinds } from "./brokers.ts";
import { discoveryPayload } from "./home-assistant-schema.ts";
import { listen } from "./listener.ts";

const config = `
mode: rule
proxies:
  - { name: HK 01, type: socks5, server: 127.0.0.1, port: 1 }
  - { name: JP 02, type: socks5, server: 127.0.0.1, port: 3 }
proxy-groups:
  - { name: Proxy, type: select, proxies: [HK 01, JP 02] }
  - { name: Auto, type: url-test, proxies: [HK 01, JP 02], url: "http://127.0.0.1:1/generate_204", interval: 300 }
rules:
  - DOMAIN-SUFFIX,ads.example,REJECT
  - SRC-IP-CIDR,192.168.1.20/32,REJECT
  - MATCH,Proxy
x-simulate:
  household:
    devices:
      TV: { ip: 192.168.1.10, rate: 60, video: [www.netflix.com], web: [i.ytimg.com] }
`;

/** A house with scenes, rules of its own and a ledger, on this broker. */
async function startHouse({ protocol, start }: (typeof brokerKinds)[number]) {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-"));
  const simulator = await startSimulator({ config });
  const devices = openDevices({
    file: path.join(folder, "devices.json"),
    settings: { names: { "192.168.1.10": "TV" }, neighbours: false },
  });
  const usage = openLedger({ file: path.join(folder, "ledger.db"), devices, flushMs: 100, frameMs: 500 });
  const scenes = openScenes({ config: { 看电影: { select: { Proxy: "JP 02" }, rules: {} } } });
  const controller = openController({ id: "home", url: simulator.url, engines: { scenes, usage, devices } });
  const unfollow = usage.follow(controller);
  const broker = await start();
  const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
  const bridge = startBridge({
    config: {
      url: broker.url,
      protocol,
      "home-assistant": { rules: ["ads.example"], internet: { Console: "192.168.1.20/32" }, nodes: ["JP 02"] },
    },
    controllers: new Map([["home", controller]]),
    instance: "attic",
    timings: { pollMs: 200, offerAllMs: 500, settleMs: 20, apartMs: 20, pace: { ...defaultPace, usage: 200 } },
  });
  onTestFinished(async () => {
    await bridge.stop();
    unfollow();
    await controller.close();
    usage.close();
    devices.close();
    await simulator.stop();
    await person.stop();
    await broker.stop();
    rmSync(folder, { recursive: true });
  });
  /** The component that Home Assistant was told of, once it was. */
  const component = async (fits: (key: string, name: string) => boolean, what: string) => {
    const find = (payload: string) => {
      const { components } = discoveryPayload.parse(JSON.parse(payload));
      return Object.entries(components).find(([key, { name }]) => fits(key, name))?.[1];
    };
    const { payload } = await person.hears(
      ({ topic, payload: text }) => topic.startsWith("homeassistant/device/") && find(text) !== undefined,
      what,
    );
    return find(payload) as unknown as Record<string, string>;
  };
  return { simulator, controller, person, component };
}

describe.each(brokerKinds)("a household on $name", (kind) => {
  it("sets a scene, switches a rule and a device's internet, and pins a group, all as Home Assistant would", async () => {
    const { controller, person, component } = await startHouse(kind);
    const send = async (topic = "", payload = ""): Promise<void> => person.publish(topic, payload);

    const scene = await component((key) => key.startsWith("scene_"), "the scene");
    await send(scene["command_topic"], scene["payload_on"]);
    await person.hears(({ topic, payload }) => topic.endsWith("/now") && payload === "JP 02", "the scene's node");

    const rule = await component((key) => key.startsWith("switch_rule_"), "the rule");
    await person.hears(({ topic, payload }) => topic === rule["state_topic"] && payload === "ON", "the rule on");
    await send(rule["command_topic"], "OFF");
    await person.hears(({ topic, payload }) => topic === rule["state_topic"] && payload === "OFF", "the rule off");

    const internet = await component((key) => key.startsWith("switch_internet_"), "the internet switch");
    expect(internet).toMatchObject({ name: "Console internet", state_on: "OFF", payload_on: "OFF" });
    await send(internet["command_topic"], internet["payload_on"]);
    await person.hears(({ topic, payload }) => topic === internet["state_topic"] && payload === "OFF", "internet on");
    const { rules } = await controller.client.rules.list({});
    expect(rules?.map(({ extra }) => extra?.disabled)).toEqual([true, true, false]);

    const node = await component((key) => key.startsWith("binary_sensor_node_"), "the node");
    const state = await person.hears(({ topic }) => topic === node["state_topic"], "the node's state");
    expect(JSON.parse(state.payload)).toMatchObject({ name: "JP 02", known: true, alive: "ON" });

    const pin = await component((key) => key.startsWith("select_pin_"), "the pin");
    await send(pin["command_topic"], "JP 02");
    await person.hears(({ topic, payload }) => topic === pin["state_topic"] && payload === "JP 02", "the pin");
    const before = person.heard.length;
    await send(pin["command_topic"], "(auto)");
    await person.hears(({ topic, payload }) => topic === pin["state_topic"] && payload === "(auto)", "no pin", before);
  });

  it("shows what a device used, as a device of its own behind the controller", async () => {
    const { person, component } = await startHouse(kind);
    const today = await component((key) => /^sensor_device_.*_today$/.test(key), "the usage of a device");
    expect(today).toMatchObject({
      device_class: "data_size",
      state_class: "total_increasing",
      unit_of_measurement: "GB",
    });
    const told = person.heard.find(({ topic }) => topic.startsWith("homeassistant/device/pointsman_home_device_"));
    expect(JSON.parse(told?.payload ?? "")).toMatchObject({ device: { name: "TV", via_device: "pointsman_home" } });
    const state = await person.hears(
      ({ topic, payload }) => topic === today["state_topic"] && (JSON.parse(payload) as { today: number }).today > 0,
      "bytes",
    );
    const { today: bytes, month, name } = JSON.parse(state.payload) as Record<string, number | string>;
    expect(name).toBe("TV");
    expect(month).toBe(bytes);
    expect(Number(bytes) % 1_000_000).toBe(0);
  });
});
