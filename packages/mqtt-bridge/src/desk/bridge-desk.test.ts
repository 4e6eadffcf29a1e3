import { type Change, ControllerError, type Controller } from "@pointsman/core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { BridgeDesk } from "./bridge-desk.ts";
import { mqttConfig } from "../config.ts";
import type { Driver } from "../commands/router.ts";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";

const topics = topicsOf("pointsman", "attic");

let published: Message[];
let now: number;
let driver: Driver;
let reachability: string;
let rediscovered: number;
let changes: Change[];

beforeEach(() => {
  published = [];
  now = 1_800_000_000_000;
  driver = "this";
  reachability = "reachable";
  rediscovered = 0;
  changes = [];
});

function desk(): BridgeDesk {
  async function* watch() {
    yield* changes;
  }
  const observer = {
    get snapshot() {
      return { reachability };
    },
    watch,
  } as unknown as Controller["observer"];
  const streams = {
    traffic: { health: { state: "live", sinceMs: 1_800_000_000_000 - 5000 } },
    memory: { health: { state: "idle" } },
  } as unknown as Controller["streams"];
  const made = new BridgeDesk({
    config: mqttConfig.parse({ url: "mqtt://broker", password: "canary" }),
    mayReply: (topic): topic is string => topic?.startsWith("me/reply/") === true,
    topics,
    info: {
      version: "1.2.3",
      controllers: ["home"],
      features: { discovery: true, raw_rows: false, language: "en" },
      limits: { max_payload: 1_000_000 },
    },
    controllers: new Map([["home", { observer, streams }]]),
    driver: () => driver,
    counters: () => ({ sent: 7, unchanged: 5, oversize: 1, waiting: 3, shed: 0 }),
    room: () => 1_000_000,
    publish: (messages) => published.push(...messages),
    reply: (messages) => published.push(...messages),
    rediscover: () => void (rediscovered += 1),
    purge: async () => 42,
    healthMs: 60_000,
    now: () => now,
  });
  onTestFinished(() => made.stop());
  return made;
}

/** The newest payload of a topic. */
function last(topic: string): Record<string, unknown> {
  const message = published.findLast((each) => each.topic === topic);
  return JSON.parse(message?.payload ?? "null") as Record<string, unknown>;
}
const ask = (verb: string, payload = "{}", more: Partial<Incoming> = {}): Incoming => ({
  topic: topics.bridgeRequest(verb),
  payload: Buffer.from(payload),
  retain: false,
  ...more,
});
/** The answer to one question. */
async function answerTo(
  bridge: BridgeDesk,
  verb: string,
  payload?: string,
  more?: Partial<Incoming>,
): Promise<unknown> {
  const before = published.length;
  expect(bridge.take(ask(verb, payload, more))).toBe(true);
  const on = topics.bridgeResponse(verb);
  await expect.poll(() => published.slice(before).some(({ topic }) => topic === on)).toBe(true);
  return last(on);
}
const events = (): unknown[] =>
  published.filter(({ topic }) => topic === topics.bridgeEvent).map(({ payload }) => JSON.parse(payload).event_type);

describe("what a bridge tells of itself", () => {
  it("is what it is, how it does, and that nothing is wrong", () => {
    const bridge = desk();
    bridge.up("mqtt 5");
    now += 90_000;
    expect(last(topics.bridgeInfo)).toEqual({
      version: "1.2.3",
      node: process.version,
      protocol: "mqtt 5",
      started: "2027-01-15T08:00:00.000Z",
      controllers: ["home"],
      reachable: ["home"],
      log: "off",
      features: { discovery: true, raw_rows: false, language: "en" },
      limits: { max_payload: 1_000_000 },
    });
    expect(bridge.health()).toMatchObject({
      uptime_s: 90,
      sent: 7,
      unchanged: 5,
      dropped: 1,
      reconnects: 0,
      waiting: 3,
      shed: 0,
      loop_lag_ms: expect.any(Number),
      connected: 1,
      controllers: {
        home: {
          reachability: "reachable",
          driver: "this",
          streams: { traffic: { state: "live", age_s: 95 }, memory: { state: "idle", age_s: null } },
        },
      },
    });
    expect(last(topics.bridgeProblem)).toEqual({ problem: "OFF", count: 0, problems: [], last_error: null });
    const health = published.find(({ topic }) => topic === topics.bridgeHealth);
    expect(health).toMatchObject({ qos: 0, retain: true, properties: { messageExpiryInterval: 180 } });
  });

  it("counts reconnects, and tells a start from a return", () => {
    const bridge = desk();
    bridge.up("mqtt 5");
    bridge.up("mqtt 3.1.1");
    expect([events(), bridge.health().reconnects]).toEqual([["started", "reconnected"], 1]);
  });

  it.each([
    ["other", "reachable", "home: another bridge drives it"],
    ["this", "unauthorized", "home: unauthorized"],
  ] as const)("is a problem where %s bridge drives a core that is %s", (who, state, problem) => {
    driver = who;
    reachability = state;
    desk().changed();
    expect(last(topics.bridgeProblem)).toMatchObject({ problem: "ON", count: 1, problems: [problem] });
    expect(last(topics.bridgeHealth)).toMatchObject({ connected: 0 });
  });

  it("keeps the last error short enough for a state, and tells of it", () => {
    desk().warned("x".repeat(300));
    expect(last(topics.bridgeProblem)["last_error"]).toBe("x".repeat(255));
    expect(events()).toEqual(["warning"]);
  });

  it("keeps why a command failed, for those who do not read answers", () => {
    const error = { code: "not-found", message: "no such node", retryable: false } as const;
    desk().failed({ status: "error", verb: "select-node", controller: "home", took_ms: 1, error });
    expect(last(topics.bridgeProblem)["last_error"]).toBe("home, select-node: no such node");
  });

  it("tells when a core goes and comes back", async () => {
    changes = [
      { type: "core-lost", error: new ControllerError("unreachable", "Nobody answers.") },
      { type: "traffic-changed" },
      { type: "core-back" },
    ];
    desk().start();
    await expect.poll(events).toEqual(["controller_lost", "controller_back"]);
  });
});

describe("what a bridge is asked", () => {
  it("is answered once, with the transaction, and where an MQTT 5 asker wants it, too", async () => {
    const correlationData = Buffer.from("c");
    await answerTo(desk(), "info", '{"transaction":"t"}', { responseTopic: "me/reply/1", correlationData });
    expect(published.map(({ topic }) => topic)).toEqual([topics.bridgeResponse("info"), "me/reply/1"]);
    expect(JSON.parse(published[0]?.payload ?? "")).toMatchObject({
      status: "ok",
      verb: "info",
      controller: "bridge",
      transaction: "t",
      data: { version: "1.2.3" },
    });
    expect(published[1]?.properties?.correlationData).toBe(correlationData);
  });

  it("announces everything again", async () => {
    await answerTo(desk(), "rediscover");
    expect([rediscovered, last(topics.bridgeResponse("rediscover"))["status"]]).toEqual([1, "ok"]);
  });

  it("takes everything of ours off the broker, and says until when it keeps silent", async () => {
    expect(await answerTo(desk(), "purge")).toMatchObject({ status: "ok", data: { emptied: 42 } });
  });

  it("shows its config, and no secret of it", async () => {
    const answer = await answerTo(desk(), "get-config");
    expect(answer).toMatchObject({ status: "ok", data: { url: "mqtt://broker", login: true } });
    expect(JSON.stringify(answer)).not.toContain("canary");
  });

  it.each(["warn", '"warn"', '{"level":"warn"}'])(
    "sends its log to a topic once it is told so by %s",
    async (payload) => {
      const bridge = desk();
      bridge.logged("warn", "not heard");
      expect(await answerTo(bridge, "set-log-level", payload)).toMatchObject({ data: { was: "off", now: "warn" } });
      expect(last(topics.bridgeInfo)).toMatchObject({ log: "warn" });
      bridge.logged("warn", "the password is canary");
      const lines = published.filter(({ topic }) => topic === topics.bridgeLog);
      expect(lines.map((line) => JSON.parse(line.payload).text)).toEqual(["the password is ***"]);
    },
  );

  it.each([
    ["explode", "{}", "unknown-verb"],
    ["info", "{", "malformed"],
    ["set-log-level", "loud", "malformed"],
    ["set-log-level", '{"level":"warn","for":1}', "malformed"],
    ["info", '{"secret":1}', "malformed"],
    ["health", `{"a":"${"x".repeat(9000)}"}`, "too-large"],
  ])("%s with %.20s is refused with a sentence", async (verb, payload, reason) => {
    expect(await answerTo(desk(), verb, payload)).toMatchObject({ status: "error", error: { reason } });
  });

  it("does not answer a flood, a retained question, or one to another bridge", async () => {
    const bridge = desk();
    for (let count = 0; count < 11; count += 1) bridge.take(ask("health"));
    const answers = () => published.filter(({ topic }) => topic === topics.bridgeResponse("health"));
    await expect.poll(() => answers().length).toBe(11);
    expect(answers().filter(({ payload }) => payload.includes("rate-limited"))).toHaveLength(1);
    published = [];
    expect(bridge.take(ask("health", "{}", { retain: true }))).toBe(true);
    expect(bridge.take({ ...ask("health"), topic: "pointsman/bridge/cellar/request/health" })).toBe(false);
    expect(published).toEqual([]);
  });
});
