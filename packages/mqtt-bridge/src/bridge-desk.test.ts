import { type Change, ControllerError, type Controller } from "@pointsman/core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { BridgeDesk } from "./bridge-desk.ts";
import type { Driver } from "./commands/router.ts";
import type { Incoming } from "./mqtt/connection.ts";
import type { Message } from "./mqtt/message.ts";
import { topicsOf } from "./mqtt/topics.ts";

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
  const made = new BridgeDesk({
    base: "pointsman",
    topics,
    info: {
      version: "1.2.3",
      controllers: ["home"],
      features: { discovery: true, raw_rows: false, language: "en" },
      limits: { max_payload: 1_000_000 },
    },
    controllers: new Map([["home", { observer }]]),
    driver: () => driver,
    counters: () => ({ sent: 7, unchanged: 5, oversize: 1 }),
    room: () => 1_000_000,
    publish: (messages) => published.push(...messages),
    rediscover: () => void (rediscovered += 1),
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
      features: { discovery: true, raw_rows: false, language: "en" },
      limits: { max_payload: 1_000_000 },
    });
    expect(bridge.health()).toMatchObject({
      uptime_s: 90,
      sent: 7,
      unchanged: 5,
      dropped: 1,
      reconnects: 0,
      connected: 1,
      controllers: { home: { reachability: "reachable", driver: "this" } },
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
  it("is answered once, with the transaction, and where an MQTT 5 asker wants it, too", () => {
    const correlationData = Buffer.from("c");
    expect(desk().take(ask("info", '{"transaction":"t"}', { responseTopic: "me/reply/1", correlationData }))).toBe(
      true,
    );
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

  it("announces everything again", () => {
    desk().take(ask("rediscover"));
    expect([rediscovered, last(topics.bridgeResponse("rediscover"))["status"]]).toEqual([1, "ok"]);
  });

  it.each([
    ["explode", "{}", "unknown-verb"],
    ["info", "{", "malformed"],
    ["info", '{"secret":1}', "malformed"],
    ["health", `{"a":"${"x".repeat(9000)}"}`, "too-large"],
  ])("%s with %.20s is refused with a sentence", (verb, payload, reason) => {
    desk().take(ask(verb, payload));
    expect(last(topics.bridgeResponse(verb))).toMatchObject({ status: "error", error: { reason } });
  });

  it("does not answer a flood, a retained question, or one to another bridge", () => {
    const bridge = desk();
    for (let count = 0; count < 11; count += 1) bridge.take(ask("health"));
    expect(last(topics.bridgeResponse("health"))).toMatchObject({ error: { reason: "rate-limited" } });
    published = [];
    expect(bridge.take(ask("health", "{}", { retain: true }))).toBe(true);
    expect(bridge.take({ ...ask("health"), topic: "pointsman/bridge/cellar/request/health" })).toBe(false);
    expect(published).toEqual([]);
  });
});
