import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAppConfig } from "./app.ts";
import { readControllers } from "./controllers.ts";
import { startsOf } from "./starts.ts";
import { readStatePlace } from "./state.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-app-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const file = path.join(folder, "pointsman.yaml");
  writeFileSync(file, text);
  return file;
}

const home = "controllers: { home: { url: 'http://127.0.0.1:9090', secret: '${SECRET}' } }\n";

describe("readAppConfig", () => {
  test("puts core's keys and the outlets' together, secrets from files included", () => {
    writeFileSync(path.join(folder, "token"), "123456789:abcdefghijklmnopqrstuvwxyz\n");
    const config = fileWith(
      `${home}telegram: { token-file: token, users: { 1: admin } }\nmqtt: { url: "mqtt://broker" }\n`,
    );
    expect(readAppConfig({ flags: { config }, environment: { SECRET: "s" } }).config).toMatchObject({
      controllers: { home: { secret: "s" } },
      telegram: { token: "123456789:abcdefghijklmnopqrstuvwxyz", language: "auto" },
      mqtt: { url: "mqtt://broker", "base-topic": "pointsman" },
    });
  });

  test("an outlet that is not named does not run; the environment may name it and the file", () => {
    const POINTSMAN_CONFIG = fileWith(home);
    const read = (environment: Record<string, string>) =>
      readAppConfig({ flags: {}, environment: { SECRET: "s", POINTSMAN_CONFIG, ...environment } }).config;
    expect(read({})).not.toHaveProperty("mqtt");
    expect(read({ POINTSMAN_MQTT_URL: "mqtt://broker" })).toMatchObject({ mqtt: { url: "mqtt://broker" } });
  });

  test("mistakes of core and outlets stand in one report", () => {
    const config = fileWith(`${home}telegram: { token: x, users: {} }\nmqtt: {}\nmqqt: {}\n`);
    expect(() => readAppConfig({ flags: { config }, environment: {} })).toThrow(
      /SECRET[^]*telegram\.token[^]*mqtt\.url is missing[^]*mqqt is not a known key; did you mean "mqtt"/,
    );
  });
});

test("whoever reads a config loads neither the bot nor the bridge", async () => {
  const { metafile } = await build({
    entryPoints: [path.join(import.meta.dirname, "app.ts")],
    bundle: true,
    metafile: true,
    write: false,
    platform: "node",
    format: "esm",
    conditions: ["@pointsman/source"],
  });
  const loaded = Object.keys(metafile.inputs);
  expect(loaded.filter((file) => file.includes("mqtt-bridge/"))).toEqual([expect.stringMatching(/src\/config\.ts$/)]);
  expect(loaded.filter((file) => /\/(grammy|mqtt)\//.test(file))).toEqual([]);
});

describe("cross references", () => {
  test("a person's controllers must be in the config, and are told beside all other mistakes", () => {
    const config = fileWith(
      `${home}telegram:\n  token: x\n  users:\n    1: { role: viewer, controllers: [home, hmoe] }\n    2: admin\nmqtt: { url: 1 }\n`,
    );
    expect(() => readAppConfig({ flags: { config }, environment: { SECRET: "s" } })).toThrow(
      /:3:3: telegram\.token[^]*:5:44: telegram\.users\.1\.controllers\[1\] names no controller of this config; did you mean "home"[^]*:7:9: mqtt\.url/,
    );
  });

  test("of controllers that are not there at all nothing more is said", () => {
    const config = fileWith("telegram: { token: 'x', users: { 1: { role: viewer, controllers: [a] } } }\n");
    expect(() => readAppConfig({ flags: { config }, environment: {} })).toThrow(/^(?![^]*names no controller)/);
  });
});

describe("startsOf", () => {
  test("tells names and places, and no secret", () => {
    const config = fileWith(
      `${home}telegram: { token: "123456789:abcdefghijklmnopqrstuvwxyz", users: { 1: admin, 2: { role: viewer } } }\nmqtt: { url: "mqtt://me:hunter2@broker:1883" }\ntime-zone: Asia/Shanghai\n`,
    );
    const starts = startsOf(readAppConfig({ flags: { config }, environment: { SECRET: "hunter2" } }).config);
    expect(starts).toEqual({
      controllers: ["home"],
      outlets: ["telegram", "mqtt"],
      telegram: {
        apiRoot: "https://api.telegram.org",
        people: [
          { id: 1, role: "admin" },
          { id: 2, role: "viewer" },
        ],
      },
      mqtt: { broker: "mqtt://broker:1883", baseTopic: "pointsman", homeAssistant: true },
      stateDir: path.join(folder, "data"),
      timeZone: "Asia/Shanghai",
    });
  });
});

describe("readStatePlace", () => {
  test("needs no secret and looks at nothing else", () => {
    const config = fileWith(`${home}state-dir: here\ntelegram: { token: "\${NOT_SET}" }\nunknown: 1\n`);
    expect(readStatePlace({ flags: { config }, environment: {} })).toEqual({
      file: config,
      folder: path.join(folder, "here"),
      ledger: path.join(folder, "here", "ledger.db"),
    });
  });
});

describe("readControllers", () => {
  test("looks at the controllers alone", () => {
    const file = fileWith(`${home}telegram: { token: "\${NOT_SET}" }\nunknown: 1\n`);
    expect([...readControllers(file, { SECRET: "s" })]).toEqual([
      ["home", expect.objectContaining({ id: "home", secret: "s" })],
    ]);
  });
});
