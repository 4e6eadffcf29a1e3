import { expect, it } from "vitest";
import { mqttConfig } from "../src/index.ts";
import { previewBridge } from "../src/preview.ts";
import { discoveryPayload, discoveryTopic } from "./home-assistant-schema.ts";
import { houseController } from "./house-of.ts";

it("tells what a bridge would announce and retain, without a broker", async () => {
  const controller = await houseController("home");
  const config = mqttConfig.parse({ url: "mqtt://127.0.0.1:1", "home-assistant": { "rate-unit": "Mbit/s" } });
  const options = { config, controllers: new Map([["home", controller]]), instance: "attic" };
  const { discovery, states } = await previewBridge(options);
  for (const { topic, payload, retain } of discovery) {
    discoveryTopic.parse(topic);
    discoveryPayload.parse(payload);
    expect(retain).toBe(true);
  }
  expect(discovery.map(({ topic }) => topic)).toContain("homeassistant/device/pointsman_bridge_attic/config");
  const core = discovery.find(({ topic }) => topic.endsWith("_home_core/config"))?.payload;
  expect(core).toMatchObject({ components: { sensor_download: { unit_of_measurement: "Mbit/s" } } });
  const shown = new Map(states.map(({ topic, payload }) => [topic, payload]));
  expect(shown.get("pointsman/home/state")).toBe("online");
  expect(shown.get("pointsman/home/mode")).toBe("rule");
  expect(shown.get("pointsman/home/config")).toMatchObject({ mode: "rule" });
  expect([...shown.keys()].filter((topic) => topic.endsWith("/now")).length).toBeGreaterThan(2);
});

it("announces nothing where the config wants no discovery", async () => {
  const controller = await houseController("empty");
  const config = mqttConfig.parse({ url: "mqtt://127.0.0.1:1", "home-assistant": { discovery: false } });
  const { discovery, states } = await previewBridge({
    config,
    controllers: new Map([["home", controller]]),
    instance: "attic",
  });
  expect(discovery).toEqual([]);
  expect(states.length).toBeGreaterThan(0);
});

it("has nothing to press, set or choose of a controller that may only be looked at, and refuses all the same", async () => {
  const controller = await houseController("home", { policy: { controller: "none" } });
  const config = mqttConfig.parse({ url: "mqtt://127.0.0.1:1" });
  const { discovery } = await previewBridge({
    config,
    controllers: new Map([["home", controller]]),
    instance: "attic",
  });
  const commanded = discovery
    .filter(({ topic }) => topic.includes("pointsman_home_"))
    .flatMap(({ payload }) => Object.entries(discoveryPayload.parse(payload).components))
    .filter(([, component]) => "command_topic" in component);
  expect(commanded).toEqual([]);
  const actor = { outlet: "mqtt", id: "set/mode" } as const;
  await expect(controller.run("set-mode", { mode: "direct" }, { actor })).rejects.toMatchObject({ code: "forbidden" });
});
