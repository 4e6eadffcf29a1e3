import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { mqttConfig, type MqttConfigInput } from "../config.ts";
import { RetainedMemory } from "../memory/retained-memory.ts";
import { discoveryOptionsOf } from "./discovery-options.ts";
import { HomeAssistant } from "./home-assistant.ts";

const ownDevice = "homeassistant/device/pointsman_bridge_attic/config";

let log: string[];
beforeEach(() => {
  vi.useFakeTimers();
  log = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function homeAssistantOf(options: MqttConfigInput["home-assistant"] = {}): HomeAssistant {
  const config = mqttConfig.parse({ url: "mqtt://x", "home-assistant": options });
  const made: HomeAssistant = new HomeAssistant({
    config: config["home-assistant"],
    discovery: discoveryOptionsOf(config, { instance: "attic", version: "1", speaksV5: () => true }),
    memory: new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined }),
    publish: (messages) => {
      for (const message of messages) {
        log.push(message.topic);
        made.sent(message);
      }
    },
    hear: (topic) => log.push(`hears ${topic}`),
    announce: () => made.announceSelf(),
    links: () => [{ restore: (topic: string) => void log.push(`again ${topic}`) }],
    timings: { birthMs: [1, 2], birthAgainMs: 100, apartMs: 3000 },
    info: () => undefined,
  });
  made.up({ publish: () => Promise.resolve() }, 5);
  return made;
}

const empty = (topic: string) => ({ topic, payload: Buffer.alloc(0), retain: false });

it("the bridge's own device that a person deleted stays away over births, until it is asked for", () => {
  const homeAssistant = homeAssistantOf();
  homeAssistant.announceSelf();
  homeAssistant.take(empty(ownDevice));
  homeAssistant.take({ topic: "homeassistant/status", payload: Buffer.from("online"), retain: false });
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual([ownDevice, `hears ${ownDevice}`]);
  homeAssistant.restore();
  homeAssistant.announceSelf();
  expect(log.at(-1)).toBe(ownDevice);
});

it("where devices are to come back, the bridge's own does so a moment later, a controller's by its controller", () => {
  const homeAssistant = homeAssistantOf({ "on-external-removal": "reannounce" });
  homeAssistant.announceSelf();
  const core = "homeassistant/device/pointsman_home_core/config";
  homeAssistant.sent({ topic: core, payload: "{}", retain: true, qos: 1 });
  homeAssistant.take(empty(core));
  homeAssistant.take(empty(ownDevice));
  expect(log.slice(2)).toEqual([`hears ${core}`, `again ${core}`]);
  vi.advanceTimersByTime(3000);
  expect(log.at(-1)).toBe(ownDevice);
});

it("without discovery nothing of it is heard or said", () => {
  const homeAssistant = homeAssistantOf({ discovery: false });
  homeAssistant.announceSelf();
  expect([log, homeAssistant.subscriptions]).toEqual([[], []]);
  expect(homeAssistantOf().subscriptions).toEqual(["homeassistant/status"]);
});

it("what we empty ourselves is no removal, though a broker of 3.1.1 brings it back before it is acknowledged", async () => {
  const homeAssistant = homeAssistantOf();
  const { promise, resolve } = Promise.withResolvers<void>();
  const wire = homeAssistant.up({ publish: () => promise }, 4);
  homeAssistant.announceSelf();
  const emptied = wire.publish({ topic: ownDevice, payload: "", retain: true, qos: 1 });
  homeAssistant.take(empty(ownDevice));
  resolve();
  await emptied;
  expect(homeAssistant.isWithdrawn(ownDevice)).toBe(false);
});
