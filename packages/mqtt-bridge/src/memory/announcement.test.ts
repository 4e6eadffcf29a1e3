import { expect, it } from "vitest";
import { isDiscoveryTopic, readAnnouncement } from "./announcement.ts";

it("tells the components that a payload announces from those that it buries", () => {
  const components = { select_a: { p: "select", unique_id: "a" }, sensor_b: { p: "sensor" }, odd: 7, nameless: {} };
  const read = readAnnouncement(JSON.stringify({ origin: { name: "pointsman" }, components }));
  expect(read?.isPointsmans).toBe(true);
  expect([...(read?.components ?? [])]).toEqual([["select_a", "select"]]);
  expect([...(read?.uniqueIds ?? [])]).toEqual([["select_a", "a"]]);
  expect([...(read?.buried ?? [])]).toEqual([["sensor_b", "sensor"]]);
});

it.each(["", "{", "null", "[]", '{"components":[]}', '{"origin":7}'])("reads nothing in %s", (payload) => {
  expect(readAnnouncement(payload)).toBeUndefined();
});

it("takes another program's payload for what it is", () => {
  expect(readAnnouncement('{"origin":{"name":"zigbee2mqtt"},"components":{}}')?.isPointsmans).toBe(false);
  expect(readAnnouncement('{"origin":null,"components":{}}')?.isPointsmans).toBe(false);
});

it.each([
  ["homeassistant/device/pointsman_home_core/config", true],
  ["my/prefix/device/x/config", true],
  ["pointsman/device/config", false],
  ["homeassistant/sensor/x/config", false],
  ["homeassistant/device/a/b/config", false],
])("%s is a topic of device discovery: %s", (topic, is) => {
  expect(isDiscoveryTopic(topic)).toBe(is);
});
