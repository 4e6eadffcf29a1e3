import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { peer, startMosquitto } from "@pointsman/simulator/testing";
import { expect, it, onTestFinished } from "vitest";
import { startBridge } from "../src/index.ts";
import { listen } from "./listener.ts";

const guide = path.join(import.meta.dirname, "../../../docs/guide/home-assistant.md");

/** The ACL that the guide tells people to write. */
function aclOfGuide(): string {
  const [, acl = ""] = /`\/etc\/mosquitto\/acl`:\n\n```text\n([^`]+)```/.exec(readFileSync(guide, "utf8")) ?? [];
  return acl;
}

it.runIf(peer("mosquitto"))("the guide's ACL lets both do their part, and Home Assistant no more", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-"));
  const file = path.join(folder, "acl");
  // Broker's own user reads it.
  writeFileSync(file, aclOfGuide(), { mode: 0o644 });
  const users = { pointsman: "one", homeassistant: "two" };
  const broker = await startMosquitto({ users, config: [`acl_file ${file}`] });
  const simulator = await startSimulator({ scenario: "home" });
  const controller = openController({ id: "home", url: simulator.url });
  const warnings: string[] = [];
  const login = { username: "homeassistant", password: "two", protocolVersion: 5 } as const;
  const person = await listen(broker.url, ["pointsman/#", "homeassistant/#"], login);
  const bridge = startBridge({
    config: { url: broker.url, username: "pointsman", password: "one" },
    controllers: new Map([["home", controller]]),
    instance: "attic",
    timings: { settleMs: 20, apartMs: 20 },
    log: { info: () => undefined, warn: (sentence) => void warnings.push(sentence) },
  });
  onTestFinished(async () => {
    await bridge.stop();
    await controller.close();
    await simulator.stop();
    await person.stop();
    await broker.stop();
    rmSync(folder, { recursive: true });
  });
  await person.hears(({ topic }) => topic.startsWith("homeassistant/device/pointsman_home_groups"), "the announcement");
  await person.hears(({ topic }) => topic.endsWith("/now"), "a group");
  await person.publish("pointsman/home/request/dashboard", "{}");
  const answer = await person.hears(({ topic }) => topic === "pointsman/home/response/dashboard", "the dashboard");
  const { data } = JSON.parse(answer.payload) as { data: { yaml: string } };
  expect(data.yaml).toMatch(/^views:\n/);
  expect(data.yaml).toContain('entity: "select.pointsman_home_mode"');
  await person.publish("pointsman/bridge/attic/request/set-log-level", "warn");
  const log = await person.hears(
    ({ topic }) => topic === "pointsman/bridge/attic/response/set-log-level",
    "the log's level",
  );
  expect(JSON.parse(log.payload)).toMatchObject({ status: "ok", data: { was: "off", now: "warn" } });
  await person.publish("pointsman/home/state", "offline", { qos: 1, retain: true }).catch(() => undefined);
  await person.publish("pointsman/home/request/get-status", "{}");
  await person.hears(({ topic }) => topic === "pointsman/home/response/get-status", "an answer after it");
  expect(person.heard.some(({ topic, payload }) => topic === "pointsman/home/state" && payload === "offline")).toBe(
    false,
  );
  expect(warnings).toEqual([]);
});
