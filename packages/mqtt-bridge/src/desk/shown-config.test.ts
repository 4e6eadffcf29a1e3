import { expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { shownConfig } from "./shown-config.ts";

it("tells how the bridge is set up, and of each secret only that there is one", () => {
  const config = mqttConfig.parse({
    url: "mqtts://canary-user:canary-one@broker.lan:8883/",
    username: "canary-user",
    password: "canary-two",
    tls: { ca: "canary-ca", cert: "canary-cert", key: "canary-key" },
    "home-assistant": { rules: ["canary.example"], internet: { "canary tablet": "canary-rule" } },
  });
  const shown = shownConfig(config);
  expect(shown).toMatchObject({
    url: "mqtts://broker.lan:8883",
    login: true,
    tls: { ca: true, client_certificate: true, insecure: false },
    base_topic: "pointsman",
    home_assistant: { rules: 1, internet: 1, max_options: 300 },
  });
  expect(JSON.stringify(shown)).not.toContain("canary");
});

it("has something to say of every key", () => {
  const shown = shownConfig(mqttConfig.parse({ url: "mqtt://broker" }));
  const told = (keys: readonly string[]): string[] => keys.map((key) => key.replaceAll("-", "_")).toSorted();
  // Told as "login" together, or within "tls".
  const together = ["username", "password"];
  const keys = Object.keys(mqttConfig.shape).filter((key) => !together.includes(key));
  expect(Object.keys(shown).toSorted()).toEqual(told([...keys, "login"]));
});
