import { expect, it } from "vitest";
import { mqttConfig } from "../config.ts";
import { infoOf } from "./info.ts";

it("tells of a bridge what people may know, and nothing else of its config", () => {
  const config = mqttConfig.parse({ url: "mqtt://u:canary@broker", username: "u", password: "canary" });
  const info = infoOf(config, new Map());
  expect(info).toMatchObject({ controllers: [], features: { discovery: true, raw_rows: false, language: "en" } });
  expect(JSON.stringify(info)).not.toContain("canary");
});
