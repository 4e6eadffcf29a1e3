import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startBotApi, startSimulator } from "@pointsman/simulator";
import {
  freePort,
  makeTemporaryFolder,
  type Peer,
  peer,
  startEmbeddedBroker,
  startRealCore,
} from "@pointsman/simulator/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Finding } from "../src/doctor/finding.ts";
import { runCli, startCli } from "./cli-process.ts";

let folder: string;
beforeEach(() => {
  const made = makeTemporaryFolder("doctor");
  onTestFinished(() => made.remove());
  folder = made.path;
});

interface Report {
  readonly worst: string;
  readonly findings: readonly Finding[];
}

function configOf(core: { readonly url: string; readonly secret: string }, ...more: string[]): string {
  const config = path.join(folder, "pointsman.yaml");
  const home = `controllers:\n  home: { url: "${core.url}", secret: "${core.secret}" }\nstate-dir: state\n`;
  writeFileSync(config, home + more.map((line) => `${line}\n`).join(""));
  return config;
}

async function examine(config: string, environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = await runCli(["doctor", "--config", config], { LC_ALL: "C", ...environment });
  const { worst, findings } = JSON.parse(stdout) as Report;
  const of = (check: string) => findings.filter((one) => one.check === check);
  return { status, stderr, stdout, worst, findings, of };
}

async function core(options: Parameters<typeof startSimulator>[0] = {}) {
  const simulator = await startSimulator({ scenario: "home", secret: "hunter2", ...options });
  onTestFinished(() => simulator.stop());
  return { url: simulator.url, secret: "hunter2", simulator };
}

const levels = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ about, check, level }) => [`${about} ${check}`, level]));

describe("doctor", () => {
  test("finds a household well, and disturbs neither the core, nor the bot, nor the broker", async () => {
    const [home, telegram, broker] = await Promise.all([core(), startBotApi(), startEmbeddedBroker()]);
    onTestFinished(async () => void (await Promise.all([telegram.stop(), broker.stop()])));
    const config = configOf(
      home,
      `telegram: { token: "${telegram.token}", api-root: "${telegram.url}", users: { 1: admin } }`,
      `mqtt: { url: "${broker.url}" }`,
    );
    const { status, stderr, worst, findings, stdout } = await examine(config);
    expect({ status, stderr, worst }).toEqual({ status: 0, stderr: "", worst: "warn" });
    expect(levels(findings)).toMatchObject({
      "app node": "ok",
      "app state-dir": "ok",
      "app running": "ok",
      "app ledger": "ok",
      "controllers.home reachable": "ok",
      "controllers.home secret": "ok",
      "controllers.home listens": "ok",
      "controllers.home cors": "warn",
      "controllers.home debug": "ok",
      "controllers.home old-core": "ok",
      "telegram telegram": "ok",
      "mqtt broker": "ok",
    });
    // Whatever is not well says how to mend it.
    for (const { level, mend } of findings) expect(mend === undefined).toBe(level === "ok");
    expect(stdout).not.toContain("hunter2");
    expect(telegram.calls.all.map(({ method }) => method)).toEqual(["getMe"]);
    expect([...broker.topics]).toEqual([]);
    expect(readdirSync(folder)).toEqual(["pointsman.yaml"]);
  });

  test("beside a running app it says so, and the app goes on", async () => {
    const home = await core();
    const config = configOf(home);
    const service = startCli(["run", "--config", config]);
    onTestFinished(() => service.kill("SIGKILL"));
    await service.lineWith("ready");
    const { of } = await examine(config);
    expect(of("running")).toMatchObject([{ text: "pointsman runs on this state" }]);
    expect(of("ledger")).toMatchObject([{ level: "ok", text: expect.stringContaining("sound") }]);
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("tells what is bad with a status of 1: secret, broker, token, ledger", async () => {
    const [home, telegram] = await Promise.all([core(), startBotApi()]);
    onTestFinished(() => telegram.stop());
    const config = configOf(
      { url: home.url, secret: "wrong" },
      `telegram: { token: "1:a-token-that-is-wrong-and-long", api-root: "${telegram.url}", proxy: [direct, "http://127.0.0.1:${await freePort()}"], users: { 1: admin } }`,
      `mqtt: { url: "mqtt://127.0.0.1:${await freePort()}" }`,
    );
    mkdirSync(path.join(folder, "state"));
    writeFileSync(path.join(folder, "state", "ledger.db"), "no database");
    const { status, worst, findings, of } = await examine(config);
    expect({ status, worst }).toEqual({ status: 1, worst: "bad" });
    expect(of("secret")).toMatchObject([{ level: "bad", text: "refuses the secret" }]);
    expect(of("telegram").map(({ text }) => text)).toEqual([
      expect.stringContaining("over direct: Telegram refuses this token"),
      expect.stringMatching(/^over http:\/\/127\.0\.0\.1:\d+: Telegram does not answer$/),
    ]);
    expect(of("broker")).toMatchObject([{ level: "bad", text: expect.stringContaining("Nothing listens") }]);
    expect(of("ledger")).toMatchObject([{ level: "bad", text: "the ledger is damaged" }]);
    expect(JSON.stringify(findings)).not.toContain("a-token-that");
  });

  test("a core that is away, and an old one", async () => {
    const away = await examine(configOf({ url: `http://127.0.0.1:${await freePort()}`, secret: "x" }));
    expect(away.status).toBe(1);
    expect(away.findings.filter(({ about }) => about === "controllers.home")).toMatchObject([
      { check: "reachable", level: "bad" },
    ]);
    const { of } = await examine(configOf(await core({ profile: "old" })));
    expect(of("old-core")).toMatchObject([{ level: "warn", text: expect.stringContaining("it lacks ") }]);
  });

  test("an open core with profiles for everybody, told in the language of the shell", async () => {
    const house = 'mode: rule\nlog-level: debug\nproxies: []\nrules: ["MATCH,DIRECT"]\n';
    const { url } = await core({ config: house, secret: "" });
    const { of, worst } = await examine(configOf({ url, secret: "" }), { LC_ALL: "zh_CN.UTF-8" });
    expect(worst).toBe("bad");
    expect(of("secret-empty")).toMatchObject([{ level: "warn", text: "不要密钥就应答，谁连得上谁就能控制它" }]);
    expect(of("cors")).toMatchObject([{ level: "bad" }]);
    expect(of("debug")).toMatchObject([{ level: "warn" }]);
  });

  test.runIf(peer("core"))("sees the same on the real core", async () => {
    const real = await startRealCore({
      binary: (peer("core") as Peer).path,
      config: { mode: "rule", "log-level": "debug", secret: "hunter2", rules: ["MATCH,DIRECT"] },
    });
    onTestFinished(() => real.stop());
    const { findings } = await examine(configOf(real));
    expect(levels(findings)).toMatchObject({
      "controllers.home reachable": "ok",
      "controllers.home secret": "ok",
      "controllers.home listens": "ok",
      "controllers.home cors": "warn",
      "controllers.home debug": "warn",
      "controllers.home old-core": "ok",
      "controllers.home clock": "ok",
    });
  });

  test.runIf(peer("core"))("a real core that is closed as it should be has nothing to mend", async () => {
    const real = await startRealCore({
      binary: (peer("core") as Peer).path,
      config: {
        secret: "hunter2",
        "external-controller-cors": { "allow-origins": ["https://board.example"] },
        rules: ["MATCH,DIRECT"],
      },
    });
    onTestFinished(() => real.stop());
    const { findings } = await examine(configOf(real));
    expect(findings.filter(({ about, level }) => about === "controllers.home" && level !== "ok")).toEqual([]);
  });
});
