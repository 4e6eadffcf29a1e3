import { writeFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { readAppConfig } from "../app.ts";
import { configExample, configPage } from "./pages.ts";
import { configSchema } from "./schema-document.ts";

describe("the schema for editors", () => {
  test("knows the keys of core, outlets and app, and refuses others", () => {
    const { properties = {}, additionalProperties } = configSchema();
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(["controllers", "telegram", "mqtt", "http", "ledger"]),
    );
    expect(additionalProperties).toBe(false);
  });

  test("takes a secret by file, and a reference where a number or a switch is wanted", () => {
    const { telegram, mqtt } = configSchema().properties ?? {};
    expect(telegram?.properties).toHaveProperty("token-file");
    expect(telegram?.required).toEqual(["users"]);
    expect(telegram?.allOf).toEqual([{ anyOf: [{ required: ["token"] }, { required: ["token-file"] }] }]);
    const options = mqtt?.properties?.["home-assistant"]?.properties?.["max-options"];
    expect(options).toMatchObject({ default: 300, anyOf: [{ type: "integer" }, { type: "string" }] });
  });
});

describe("config.example.yaml", () => {
  const secrets = { CORE_SECRET: "s", BOT_TOKEN: "123456789:abcdefghijklmnopqrstuvwxyz", MQTT_PASSWORD: "p" };

  test("is loaded as it stands", () => {
    const folder = makeTemporaryFolder("example");
    onTestFinished(() => folder.remove());
    const config = path.join(folder.path, "pointsman.yaml");
    writeFileSync(config, configExample());
    expect(readAppConfig({ flags: { config }, environment: secrets }).config).toMatchObject({
      controllers: { home: { secret: "s" } },
      mqtt: { username: "pointsman" },
    });
  });

  test("and the page name every key of the first two levels", () => {
    for (const text of [configExample(), configPage()])
      for (const [key, { properties = {} }] of Object.entries(configSchema().properties ?? {}))
        for (const name of [key, ...Object.keys(properties).filter((below) => !below.endsWith("-file"))])
          expect(text).toContain(name);
    expect(configPage()).toContain(
      "| `controllers.NAME.tls.insecure` | true or false | `false` | Accept any certificate |",
    );
  });
});
