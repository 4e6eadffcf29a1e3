import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLedgerReader } from "@pointsman/core/ledger";
import { type BotApi, type Simulator, startBotApi, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, startCli } from "./cli-process.ts";

let simulator: Simulator;
let botApi: BotApi;
let folder: string;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: "home", secret: "hunter2" });
  botApi = await startBotApi();
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-run-"));
});
afterAll(async () => {
  await Promise.all([simulator.stop(), botApi.stop()]);
  rmSync(folder, { recursive: true });
});

/** A config file with the simulator as its core and what else is given. */
function configFile(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(
    file,
    [
      "controllers:",
      `  home: { url: "${simulator.url}", secret: hunter2 }`,
      ...(lines.some((line) => line.startsWith("state-dir:")) ? [] : ["state-dir: state"]),
      ...lines,
    ].join("\n"),
  );
  return file;
}

describe("run", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "starts what the config names, says ready, and ends on %s, also while the broker is away",
    async (signal) => {
      const file = configFile("outlets.yaml", [
        `telegram: { token: "${botApi.token}", api-root: "${botApi.url}", users: { 1: admin } }`,
        "mqtt: { url: mqtt://127.0.0.1:1 }",
      ]);
      const service = startCli(["run", "--config", file]);
      while (!(await service.nextLine()).endsWith("info ready"));
      const startedAt = performance.now();
      service.kill(signal);
      const { status, stdout, stderr } = await service.ended;
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain("info stopped");
      expect(stdout).not.toContain("hunter2");
      expect(readFileSync(path.join(folder, "state", "audit.jsonl"), "utf8")).toBe("");
    },
  );

  test("shows its admins in the chat what was done, also from elsewhere, and what they remember is kept", async () => {
    const file = configFile("audited.yaml", [
      `telegram: { token: "${botApi.token}", api-root: "${botApi.url}", users: { 1001: admin } }`,
      "state-dir: audited",
    ]);
    const ada = botApi.user({ id: 1001, name: "Ada" });
    const service = startCli(["run", "--config", file]);
    while (!(await service.nextLine()).endsWith("info ready"));
    for (const [command, answer] of [
      ["/audit", "Nothing was done yet."],
      ["/mode rule", "Now: rule"],
      ["/audit", "Ada (telegram) · home"],
      ["/diag", "State folder: can be written"],
    ] as const) {
      ada.send(command);
      await ada.expectMessage(({ text }) => text.includes(answer), { timeoutMs: 30_000 });
    }
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("ends when the wrapper that started it has died", async () => {
    const service = startCli(["run", "--config", configFile("wrapped.yaml", [])], { POINTSMAN_WRAPPED: "1" });
    while (!(await service.nextLine()).endsWith("info ready"));
    service.disconnect();
    expect(await service.ended).toMatchObject({ status: 0 });
  });

  test("logs JSON lines where the config wants them", async () => {
    const service = startCli(["run", "--config", configFile("json.yaml", ["log: { format: json }"])]);
    let line = await service.nextLine();
    while (!line.includes("ready")) line = await service.nextLine();
    expect(JSON.parse(line)).toMatchObject({ level: "info", message: "ready" });
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("a second one on the same state is told so, and the first goes on", async () => {
    const file = configFile("twice.yaml", []);
    const first = startCli(["run", "--config", file]);
    while (!(await first.nextLine()).endsWith("info ready"));
    expect(await runCli(["run", "--config", file])).toEqual({
      status: 1,
      stdout: "",
      stderr: `busy: Another pointsman works with the state in ${path.join(folder, "state")}: stop it first.\n`,
    });
    first.kill("SIGTERM");
    expect(await first.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("counts who used what", async () => {
    const file = configFile("counting.yaml", ["state-dir: counting"]);
    const service = startCli(["run", "--config", file]);
    while (!(await service.nextLine()).endsWith("info ready"));
    await simulator.record.expect({ path: "/connections" });
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
    const reader = openLedgerReader({ file: path.join(folder, "counting", "ledger.db") });
    const usage = reader.usage({ by: "device" });
    reader.close();
    expect(usage.coverage).toBeLessThanOrEqual(1);
  });

  test("learns which devices are in the house", async () => {
    const file = configFile("devices.yaml", ["state-dir: learning", 'devices: { names: { "192.168.1.31": Anna } }']);
    const service = startCli(["run", "--config", file]);
    const learned = () => readFileSync(path.join(folder, "learning", "devices.json"), "utf8");
    await expect.poll(learned, { timeout: 30_000 }).toContain('"key":"192.168.1.');
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
  });

  test("counts nothing where the ledger is off", async () => {
    const service = startCli(["run", "--config", configFile("off.yaml", ["ledger: off", "state-dir: uncounted"])]);
    while (!(await service.nextLine()).endsWith("info ready"));
    service.kill("SIGTERM");
    expect(await service.ended).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(path.join(folder, "uncounted", "ledger.db"))).toBe(false);
  });

  test("a wrong config is reported whole and exits 78", async () => {
    const file = configFile("wrong.yaml", ["mqtt: { urll: x }", "telegram: { token: hunter2 }"]);
    const { status, stdout, stderr } = await runCli(["run", "--config", file]);
    expect({ status, stdout }).toEqual({ status: 78, stdout: "" });
    expect(stderr).toContain('mqtt.urll is not a known key; did you mean "url"?');
    expect(stderr).toContain("telegram.token must look like");
    expect(stderr).not.toContain("hunter2");
  });
});

describe("check", () => {
  test("says what the config would start", async () => {
    const file = configFile("check.yaml", ["mqtt: { url: mqtt://broker }"]);
    const { status, stdout } = await runCli(["check", "--config", file]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ config: file, controllers: ["home"], outlets: ["mqtt"] });
  });

  test("tells every mistake at once, each with line and column, and exits 78", async () => {
    const file = configFile("mistakes.yaml", ["mqtt: { urll: hunter2 }", "log: { level: lout }", "tim-zone: x"]);
    const { status, stdout, stderr } = await runCli(["check", "--config", file]);
    expect({ status, stdout }).toEqual({ status: 78, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      `invalid-input: ${file} has 4 mistakes:`,
      `  ${file}:4:1: mqtt.url is missing`,
      `  ${file}:4:9: mqtt.urll is not a known key; did you mean "url"?`,
      `  ${file}:5:8: log.level must be error, warn, info or debug`,
      `  ${file}:6:1: tim-zone is not a known key; did you mean "time-zone"?`,
    ]);
  });
});
