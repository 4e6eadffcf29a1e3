import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadConfig } from "./load.ts";
import { ConfigError } from "./mistakes.ts";
import { coreConfigShape } from "./schema.ts";

const schema = z.strictObject({
  ...coreConfigShape,
  mqtt: z
    .strictObject({
      url: z.string().regex(/^mqtts?:/, "must begin with mqtt:// or mqtts://"),
      password: z.string().exactOptional(),
      keepalive: z.number().int().exactOptional(),
      "home-assistant": z
        .strictObject({ discovery: z.boolean().default(true), "max-options": z.number().int().default(300) })
        .prefault({}),
    })
    .exactOptional(),
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(yaml: string, environment: Record<string, string> = {}, flags: [string[], unknown][] = []) {
  const file = path.join(folder, "pointsman.yaml");
  writeFileSync(file, yaml);
  return loadConfig({ file, schema, environment, flags });
}

/** The mistakes of a config, each as `line: key problem`. */
function mistakesOf(yaml: string, environment: Record<string, string> = {}): string[] {
  try {
    load(yaml, environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ line, variable, key, problem }) => `${variable ?? line ?? "-"}: ${key} ${problem}`);
  }
  throw new Error("the config was accepted");
}

const home = "controllers:\n  home:\n    url: http://127.0.0.1:9090\n";

describe("loadConfig", () => {
  test("a short config is completed with defaults, folders start at the file", () => {
    expect(load(home)).toEqual({
      controllers: { home: { url: "http://127.0.0.1:9090" } },
      policy: {},
      quotas: {},
      switching: { "close-connections": "group", "follow-renames": "auto", "reapply-rules": true },
      devices: { names: {}, neighbours: true },
      ledger: { hosts: "full", "hours-days": 8, days: 400, "max-mb": 500 },
      log: { level: "info", format: "text" },
      "state-dir": path.join(folder, "data"),
    });
  });

  test("devices have names by address, and leases in a file that starts at the config", () => {
    expect(load(`${home}devices: { names: { 192.168.1.20: TV }, leases-file: dhcp.leases }\n`)).toMatchObject({
      devices: { names: { "192.168.1.20": "TV" }, "leases-file": path.join(folder, "dhcp.leases") },
    });
    expect(mistakesOf(`${home}devices: { names: { TV: 192.168.1.20 } }\n`)).toEqual([
      expect.stringContaining("must be an IP or a hardware address"),
    ]);
  });

  test("scenes say as little as they like; what they say must be known", () => {
    expect(
      load(`${home}scenes: { movie: { select: { Streaming: "HK 01", Auto: ~ } }, 夜: { mode: direct } }\n`),
    ).toMatchObject({
      scenes: { movie: { select: { Streaming: "HK 01", Auto: null }, rules: {} }, 夜: { mode: "direct", select: {} } },
    });
    expect(mistakesOf(`${home}scenes: { movie: { modus: rule }, day: { mode: night }, " x": {} }\n`)).toEqual([
      "4: scenes.movie.modus is not a known key",
      "4: scenes.day.mode must be rule, global or direct",
      "4: scenes. x must be 1 to 64 characters, without spaces around it",
    ]);
  });

  test("a ledger that is off is a choice, not a mistake", () => {
    expect(load(`${home}ledger: off\n`)).toMatchObject({ ledger: "off" });
  });

  test("a reference is filled in within any text, and stays text or becomes what is wanted", () => {
    const config = load(
      `${home}    secret: a-\${SECRET}-\${SECRET}\nmqtt:\n  url: mqtt://\${HOST}:1883\n  keepalive: \${SECONDS}\n  password: $\${PLAIN}\n`,
      {
        SECRET: "1",
        HOST: "broker",
        SECONDS: "30",
      },
    );
    expect(config.controllers["home"]?.secret).toBe("a-1-1");
    expect(config.mqtt).toMatchObject({ url: "mqtt://broker:1883", keepalive: 30, password: "${PLAIN}" });
  });

  test("secrets come from files beside the config, without the last line break", () => {
    writeFileSync(path.join(folder, "core-secret"), "s e c r e t \n");
    expect(load(`${home}    secret-file: core-secret\n`).controllers["home"]).toEqual({
      url: "http://127.0.0.1:9090",
      secret: "s e c r e t ",
    });
  });

  test("the environment wins over the file, and a flag over both", () => {
    const yaml = `${home}log: { level: warn }\nmqtt:\n  url: mqtt://file\n  password: from-file\n`;
    writeFileSync(path.join(folder, "pw"), "from-env-file");
    const environment = {
      POINTSMAN_LOG_LEVEL: "debug",
      POINTSMAN_MQTT_PASSWORD_FILE: "pw",
      POINTSMAN_MQTT_HOME_ASSISTANT_DISCOVERY: "false",
      POINTSMAN_MQTT_HOME_ASSISTANT_MAX_OPTIONS: "20",
    };
    expect(load(yaml, environment)).toMatchObject({
      log: { level: "debug" },
      mqtt: {
        url: "mqtt://file",
        password: "from-env-file",
        "home-assistant": { discovery: false, "max-options": 20 },
      },
    });
    expect(load(yaml, environment, [[["log", "level"], "error"]]).log.level).toBe("error");
  });

  test("an outlet can be switched on by the environment alone", () => {
    expect(load(home, { POINTSMAN_MQTT_URL: "mqtt://broker" }).mqtt).toMatchObject({ url: "mqtt://broker" });
  });

  test("every mistake is reported at once, with line, key and what to mend, in the order of the file", () => {
    const yaml = [
      "controllers:", // 1
      "  Home!:", // 2
      "    url: 192.168.1.1", // 3
      "    secrte: x", // 4
      "  work:", // 5
      "    secret: ${NOT_SET}", // 6
      "mqtt:", // 7
      "  url: http://broker", // 8
      "  keepalive: soon", // 9
      "polcy: {}", // 10
      "log: { level: loud }", // 11
    ].join("\n");
    expect(mistakesOf(yaml)).toEqual([
      "2: controllers.Home! must be 1 to 32 of a–z, 0–9, - and _",
      "3: controllers.Home!.url must begin with http://, https:// or unix:",
      '4: controllers.Home!.secrte is not a known key; did you mean "secret"?',
      "5: controllers.work.url is missing",
      "6: controllers.work.secret needs the environment variable NOT_SET, which is not set",
      "8: mqtt.url must begin with mqtt:// or mqtts://",
      "9: mqtt.keepalive must be a number",
      '10: polcy is not a known key; did you mean "policy"?',
      "11: log.level must be error, warn, info or debug",
    ]);
  });

  test("a secret both plain and by file is a mistake, so is a file that cannot be read, each told once", () => {
    expect(mistakesOf(`${home}    secret: a\n    secret-file: b\n`)).toEqual([
      '5: controllers.home.secret-file stands beside "secret": give one of them',
    ]);
    expect(mistakesOf(`${home}mqtt:\n  url: mqtt://b\n  password-file: gone\n`)).toEqual([
      `6: mqtt.password-file names ${path.join(folder, "gone")}, which cannot be read (ENOENT)`,
    ]);
  });

  test("a mistake in the environment names the variable", () => {
    expect(mistakesOf(home, { POINTSMAN_LOG_LEVEL: "loud" })).toEqual([
      "POINTSMAN_LOG_LEVEL: log.level must be error, warn, info or debug",
    ]);
  });

  test("a mistake has the column of its key, also where several stand on one line", () => {
    const yaml = `${home}mqtt: { url: http://broker, keepalive: soon }\nlog:\n  - level\n`;
    const error = (() => {
      try {
        return load(yaml);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).mistakes.map(({ key, line, column }) => ({ key, line, column }))).toEqual([
      { key: "mqtt.url", line: 4, column: 9 },
      { key: "mqtt.keepalive", line: 4, column: 29 },
      { key: "log", line: 5, column: 1 },
    ]);
    expect(String(error)).toContain("pointsman.yaml:4:9: mqtt.url must begin with");
  });

  test("YAML that does not parse is told with its line, and without what stands there", () => {
    const mistakes = mistakesOf("controllers:\n  home: { url: hunter2\n");
    expect(mistakes[0]).toMatch(/^[23]: {2}is not valid YAML: /);
    expect(mistakes.join("\n")).not.toContain("hunter2");
    expect(mistakesOf("a: 1\na: 2\n")).toEqual(["2:  is not valid YAML: a key stands twice"]);
    expect(mistakesOf("just a text")).toEqual(["-:  must hold keys and values"]);
  });

  test("no report ever shows a value", () => {
    const yaml = `${home}    secret: [hunter2]\n    tls: { insecure: hunter2 }\nmqtt: { url: hunter2, password: { hunter2: 1 } }\n`;
    const report = (() => {
      try {
        load(yaml);
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    expect(report).toContain("mistakes:");
    expect(report).not.toContain("hunter2");
  });

  test("a config that is not there says how to name one", () => {
    expect(() => loadConfig({ file: path.join(folder, "none.yaml"), schema, environment: {} })).toThrow(
      "does not exist; name the config with --config FILE",
    );
  });

  test("an empty file misses what must be there", () => {
    expect(mistakesOf("")).toEqual(["-: controllers is missing"]);
    expect(mistakesOf("controllers: {}")).toEqual(["1: controllers must name at least one core"]);
  });

  test("a reader of one part is not bothered by mistakes in the others", () => {
    const file = path.join(folder, "pointsman.yaml");
    writeFileSync(file, `${home}mqtt: { url: "\${NOT_SET}" }\nfuture: 1\n`);
    const part = z.strictObject({ controllers: coreConfigShape.controllers });
    expect(loadConfig({ file, schema: part, environment: {}, ignoreOthers: true }).controllers).toHaveProperty("home");
  });

  test("a time zone must exist", () => {
    expect(load(`${home}time-zone: Asia/Shanghai\n`)["time-zone"]).toBe("Asia/Shanghai");
    expect(mistakesOf(`${home}time-zone: Mars/Base\n`)).toEqual([
      "4: time-zone must be the name of a time zone such as Asia/Shanghai",
    ]);
  });
});
