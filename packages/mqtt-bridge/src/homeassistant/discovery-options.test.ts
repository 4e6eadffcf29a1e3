import { expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { discoveryOptionsOf } from "./discovery-options.ts";

const optionsOf = (homeAssistant: object, isV5: boolean) =>
  discoveryOptionsOf(mqttConfig.parse({ url: "mqtt://x", "home-assistant": homeAssistant }), {
    instance: "attic",
    version: "1.2.3",
    speaksV5: () => isV5,
  });

it("commands expire only where the config says so and the broker speaks MQTT 5", () => {
  expect(optionsOf({ "command-expiry": 30 }, true)?.commandExpiry).toBe(30);
  expect(optionsOf({ "command-expiry": 30 }, false)?.commandExpiry).toBeUndefined();
  expect(optionsOf({}, true)?.commandExpiry).toBeUndefined();
});

it("there are none where discovery is off", () => {
  expect(optionsOf({ discovery: false }, true)).toBeUndefined();
});
