import { describe, expect, it } from "vitest";
import type { BridgeLog } from "./bridge-options.ts";
import { anothers, connectionOptionsOf, tellingLog } from "./bridge-parts.ts";
import { mqttConfig } from "./config.ts";
import { topicsOf } from "./mqtt/topics.ts";
import { defaultTimings } from "./timings.ts";

const topics = topicsOf("pointsman", "attic");
const config = mqttConfig.parse({ url: "mqtt://broker" });

describe("what a bridge is made of", () => {
  it("is a will on the bridge's state, and no subscription to everything", () => {
    const options = {
      instance: "attic",
      topics,
      further: ["homeassistant/status"],
      timings: defaultTimings,
      reread: undefined,
      warn: () => undefined,
    };
    const { will, subscriptions, clientId } = connectionOptionsOf(config, options);
    expect([clientId, will.topic, will.payload, will.retain]).toEqual([
      "pointsman-attic",
      "pointsman/bridge/attic/state",
      "offline",
      true,
    ]);
    expect(subscriptions).toContain("homeassistant/status");
    expect(subscriptions).not.toContain("pointsman/#");
  });

  it("knows the topics of a controller that another bridge drives", () => {
    const isAnothers = anothers(config, topics, { driver: (id) => (id === "cabin" ? "other" : "this") }, [
      "home",
      "cabin",
    ]);
    expect(
      [
        "pointsman/cabin/mode",
        "homeassistant/device/pointsman_cabin_core/config",
        "pointsman/home/mode",
        "homeassistant/device/pointsman_home_core/config",
      ].map(isAnothers),
    ).toEqual([true, true, false, false]);
  });

  it("is a log that is told twice", () => {
    const told: string[] = [];
    const first: BridgeLog = {
      info: (sentence) => void told.push(sentence),
      warn: (sentence) => void told.push(sentence),
    };
    const log = tellingLog(first, (level, sentence) => told.push(`${level}: ${sentence}`));
    log.info("a");
    log.warn("b");
    expect(told).toEqual(["a", "info: a", "b", "warn: b"]);
  });
});
