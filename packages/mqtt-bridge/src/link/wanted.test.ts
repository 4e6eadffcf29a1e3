import { expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { wantedOf } from "./wanted.ts";

it("tells what of a house the config wants, and nothing where it says nothing", () => {
  const wanted = (homeAssistant: object) =>
    wantedOf(mqttConfig.parse({ url: "mqtt://broker", "home-assistant": homeAssistant })["home-assistant"]);
  expect(wanted({})).toMatchObject({ maxDevices: 30, favourites: [], pinnedGroups: {}, wantedNodes: [] });
  expect(
    wanted({ "max-devices": 2, favourites: ["*JP*"], groups: { Proxy: { was: "Old" } }, nodes: ["HK 01"] }),
  ).toMatchObject({
    maxDevices: 2,
    favourites: ["*JP*"],
    pinnedGroups: { Proxy: { was: "Old" } },
    wantedNodes: ["HK 01"],
  });
});
