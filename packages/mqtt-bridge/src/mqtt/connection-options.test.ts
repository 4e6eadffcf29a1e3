import { describe, expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { defaultTimings } from "../timings.ts";
import { connectionOptionsOf } from "./connection-options.ts";
import { topicsOf } from "./topics.ts";

const config = mqttConfig.parse({ url: "mqtt://broker", password: "old" });
const parts = {
  instance: "attic",
  topics: topicsOf("pointsman", "attic"),
  further: ["homeassistant/status"],
  timings: defaultTimings,
  reread: undefined,
  warn: () => undefined,
};

describe("a bridge's connection", () => {
  it("has a will on the bridge's state, and no subscription to everything", () => {
    const { will, subscriptions, clientId } = connectionOptionsOf(config, parts);
    expect([clientId, will.topic, will.payload, will.retain]).toEqual([
      "pointsman-attic",
      "pointsman/bridge/attic/state",
      "offline",
      true,
    ]);
    expect(subscriptions).toContain("homeassistant/status");
    expect(subscriptions).not.toContain("pointsman/#");
  });

  it("logs in as the config says at that time", () => {
    let password = "old";
    const { login } = connectionOptionsOf(config, { ...parts, reread: () => ({ url: "mqtt://broker", password }) });
    password = "new";
    expect(login?.take()).toEqual({ password: "new" });
  });
});
