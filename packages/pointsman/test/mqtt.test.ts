import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openController } from "@pointsman/core";
import { startBridge } from "@pointsman/mqtt-bridge";
import { startSimulator } from "@pointsman/simulator";
import { startEmbeddedBroker } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "./cli-process.ts";

function configOf(more: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-mqtt-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "pointsman.yaml");
  writeFileSync(file, `controllers: { home: { url: "http://127.0.0.1:1" } }\n${more}`);
  return file;
}

describe("mqtt purge", () => {
  test("takes off the broker what a bridge left there, and finds nothing the second time", async () => {
    const broker = await startEmbeddedBroker();
    onTestFinished(() => broker.stop());
    const bridge = startBridge({ config: { url: broker.url }, controllers: new Map(), instance: "attic" });
    await expect.poll(() => bridge.connection).toBe("mqtt 3.1.1");
    await bridge.stop();
    const config = configOf(`mqtt: { url: "${broker.url}" }\n`);
    const first = await runCli(["mqtt", "purge", "--config", config]);
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    // The bridge's state is there at least; whether more had left before it stopped is not what this test is about.
    expect((JSON.parse(first.stdout) as { emptied: number }).emptied).toBeGreaterThan(0);
    const second = await runCli(["mqtt", "purge", "--config", config]);
    expect(JSON.parse(second.stdout)).toEqual({ emptied: 0, refused: [], running: [] });
  });

  test.each([
    ["without a broker in the config", ["mqtt", "purge"], "", 2, "invalid-input: "],
    ["while the broker is away", ["mqtt", "purge"], "mqtt: { url: mqtt://127.0.0.1:1 }\n", 1, "unreachable: "],
    ["without a word", ["mqtt"], "", 2, "mqtt takes one word: purge, dashboard"],
  ])("%s says so in one sentence", async (_, words, config, status, sentence) => {
    const outcome = await runCli([...words, "--config", configOf(config)]);
    expect(outcome).toMatchObject({ status, stdout: "" });
    expect(outcome.stderr).toContain(sentence);
  });
});

describe("mqtt dashboard", () => {
  test("prints the YAML of the bridge that runs, to paste into Home Assistant", async () => {
    const broker = await startEmbeddedBroker();
    onTestFinished(() => broker.stop());
    const simulator = await startSimulator({ scenario: "home" });
    onTestFinished(() => simulator.stop());
    const controller = openController({ id: "home", url: simulator.url });
    onTestFinished(() => controller.close());
    const controllers = new Map([["home", controller]]);
    const bridge = startBridge({ config: { url: broker.url }, controllers, instance: "attic" });
    onTestFinished(() => bridge.stop());
    const config = configOf(`mqtt: { url: "${broker.url}" }\n`);
    await expect
      .poll(async () => (await runCli(["mqtt", "dashboard", "--config", config])).stdout)
      .toMatch(/^views:\n[^]*select\.pointsman_home/);
  });

  test.each([
    ["nobody answers", [], 1, "timeout: No bridge answers"],
    ["the controller is none of the config's", ["--controller", "hom"], 2, 'did you mean "home"?'],
  ])("says so in one sentence where %s", async (_, words, status, sentence) => {
    const broker = await startEmbeddedBroker();
    onTestFinished(() => broker.stop());
    const config = configOf(`mqtt: { url: "${broker.url}" }\n`);
    const outcome = await runCli(["mqtt", "dashboard", ...words, "--config", config]);
    expect(outcome).toMatchObject({ status, stdout: "" });
    expect(outcome.stderr).toContain(sentence);
  });
});

describe("mqtt discovery and topics", () => {
  test("print what a bridge would publish, a line each, and leave broker and state alone", async () => {
    const simulator = await startSimulator({ scenario: "home" });
    onTestFinished(() => simulator.stop());
    const config = configOf("mqtt: { url: mqtt://127.0.0.1:1 }\n");
    writeFileSync(config, readFileSync(config, "utf8").replace("http://127.0.0.1:1", simulator.url));
    const printed = async (word: string): Promise<{ topic: string; payload: unknown }[]> => {
      const { status, stdout, stderr } = await runCli(["mqtt", word, "--config", config]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    };
    const discovery = await printed("discovery");
    expect(discovery.map(({ topic }) => topic)).toContain("homeassistant/device/pointsman_home_core/config");
    const topics = await printed("topics");
    expect(topics.find(({ topic }) => topic === "pointsman/home/mode")?.payload).toBe("rule");
    expect(existsSync(path.join(path.dirname(config), "data"))).toBe(false);
  });

  test("say so in one sentence where the core does not answer, or the config has none of that name", async () => {
    const config = configOf("mqtt: { url: mqtt://127.0.0.1:1 }\n");
    expect((await runCli(["mqtt", "topics", "--config", config])).stderr).toMatch(/^unreachable: /);
    const wrong = await runCli(["mqtt", "topics", "--config", config, "--controller", "hom"]);
    expect(wrong).toMatchObject({ status: 2, stderr: "invalid-input: The config has no controller hom.\n" });
  });
});

describe("mqtt publish", () => {
  test("tells the broker once how all is, and ends", async () => {
    const simulator = await startSimulator({ scenario: "home" });
    const broker = await startEmbeddedBroker();
    onTestFinished(async () => {
      await broker.stop();
      await simulator.stop();
    });
    const config = configOf(`mqtt: { url: "${broker.url}", home-assistant: { discovery: false } }\n`);
    writeFileSync(config, readFileSync(config, "utf8").replace("http://127.0.0.1:1", simulator.url));
    const { status, stdout, stderr } = await runCli(["mqtt", "publish", "--config", config]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{"home":"online"}\n', stderr: "" });
    const purge = await runCli(["mqtt", "purge", "--config", config]);
    expect((JSON.parse(purge.stdout) as { emptied: number }).emptied).toBeGreaterThan(20);
  });
});
