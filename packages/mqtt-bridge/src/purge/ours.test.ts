import { describe, expect, it } from "vitest";
import { isOurs } from "./ours.ts";

const names = { base: "pointsman", prefix: "homeassistant" };
const device = (name: string, base: string): string =>
  JSON.stringify({ origin: { name }, components: { a: { p: "sensor", state_topic: `${base}/home/mode` } } });

describe("what a purge takes", () => {
  it.each([
    ["pointsman/home/mode", "rule", true],
    ["pointsman/bridge/old/state", "offline", true],
    ["pointsmanner/home/mode", "rule", false],
    ["homeassistant/device/pointsman_home_core/config", device("pointsman", "pointsman"), true],
    ["homeassistant/device/second_home_core/config", device("pointsman", "second"), false],
    ["homeassistant/device/zigbee/config", device("zigbee2mqtt", "pointsman"), false],
    ["homeassistant/device/broken/config", "{", false],
    ["homeassistant/device/none/config", "null", false],
    ["homeassistant/status", device("pointsman", "pointsman"), false],
  ])("%s with %s: %s", (topic, payload, is) => {
    expect(isOurs(topic, payload, names)).toBe(is);
  });
});
