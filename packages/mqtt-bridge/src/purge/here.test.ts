import { expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { anothers, hereOf } from "./here.ts";

const config = mqttConfig.parse({ url: "mqtt://broker" });

it("knows the topics of a controller that another bridge drives", () => {
  const driver = (id: string) => (id === "cabin" ? "other" : "this");
  const isAnothers = anothers(config, topicsOf("pointsman", "attic"), { driver }, ["home", "cabin"]);
  expect(
    [
      "pointsman/cabin/mode",
      "homeassistant/device/pointsman_cabin_core/config",
      "pointsman/home/mode",
      "homeassistant/device/pointsman_home_core/config",
    ].map(isAnothers),
  ).toEqual([true, true, false, false]);
});

it("announces nothing where discovery is off, but knows its own device", () => {
  const silent = mqttConfig.parse({ url: "mqtt://broker", "home-assistant": { discovery: false } });
  expect(hereOf(silent, "attic", ["home"])).toMatchObject({
    prefix: undefined,
    ownDevice: "homeassistant/device/pointsman_bridge_attic/config",
  });
});
