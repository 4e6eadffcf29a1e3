import { type Controller, openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bridge, type BridgeTimings, startBridge } from "../src/index.ts";
import { brokerKinds, type TestBroker } from "./brokers.ts";
import { type Listener, listen } from "./listener.ts";

const config = `
mode: rule
proxies:
  - { name: HK 01, type: socks5, server: 127.0.0.1, port: 1 }
  - { name: none, type: socks5, server: 127.0.0.1, port: 2 }
  - { name: JP 02, type: socks5, server: 127.0.0.1, port: 3 }
proxy-groups:
  - { name: Proxy, type: select, proxies: [HK 01, none, JP 02] }
  - { name: 自动, type: url-test, proxies: [HK 01, JP 02], url: "http://127.0.0.1:1/generate_204", interval: 300 }
rules: ["MATCH,Proxy"]
`;

const timings: Partial<BridgeTimings> = {
  pollMs: 200,
  settleMs: 50,
  apartMs: 50,
  birthMs: [10, 20],
  lostMs: 100,
  steadyMs: 0,
  pace: { traffic: 1000, totals: 0, memory: 0, connections: 0, figures: 0, usage: 0 },
  backoff: { firstMs: 50, maxMs: 200 },
};

describe.each(brokerKinds)("the bridge on $name", ({ protocol, connection, start }) => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let controller: Controller;
  let broker: TestBroker;
  let bridge: Bridge;
  let person: Listener;

  beforeEach(async () => {
    simulator = await startSimulator({ config, secret: "canary-secret" });
    controller = openController({ id: "home", url: simulator.url, secret: "canary-secret" });
    broker = await start();
    person = await listen(broker.url, ["#"], { protocolVersion: protocol });
    bridge = startBridge({
      config: { url: broker.url, ...(protocol === 4 && connection === "mqtt 3.1.1" ? {} : { protocol }) },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings,
    });
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "online",
      "the controller online",
    );
  });

  afterEach(async () => {
    await bridge.stop();
    await controller.close();
    await simulator.stop();
    await person.stop();
    await broker.stop();
  });

  const topicOf = async (name: string): Promise<string> => {
    const about = await person.hears(
      ({ topic, payload }) => /\/group\/[^/]+$/.test(topic) && (JSON.parse(payload) as { name: string }).name === name,
      `the group ${name}`,
    );
    return about.topic;
  };

  it("says that it is here, and publishes traffic, memory, connections, mode and groups", async () => {
    expect(person.last("pointsman/bridge/attic/state")).toBe("online");
    for (const topic of ["traffic", "memory", "connections", "mode"]) {
      await person.hears((message) => message.topic === `pointsman/home/${topic}`, topic);
    }
    expect(person.last("pointsman/home/mode")).toBe("rule");
    const group = await topicOf("Proxy");
    await person.hears(({ topic, payload }) => topic === `${group}/now` && payload === "HK 01", "the node in use");
  });

  it("tells of itself, and announces again when it is asked", async () => {
    const own = (what: string, since = 0) =>
      person.hears(({ topic }) => topic === `pointsman/bridge/attic/${what}`, what, since);
    expect(JSON.parse((await own("info")).payload)).toMatchObject({
      controllers: ["home"],
      protocol: bridge.connection,
    });
    expect(JSON.parse((await own("event")).payload)).toMatchObject({ event_type: "started" });
    const before = person.heard.length;
    await person.publish("pointsman/bridge/attic/request/rediscover", '{"transaction":"again"}');
    expect(JSON.parse((await own("response/rediscover")).payload)).toMatchObject({
      status: "ok",
      transaction: "again",
    });
    await person.hears(({ topic }) => topic === "homeassistant/device/pointsman_bridge_attic/config", "us", before);
    await person.hears(({ topic }) => topic === "homeassistant/device/pointsman_home_core/config", "the core", before);
    await person.publish("pointsman/bridge/attic/request/health", "{}");
    expect(JSON.parse((await own("response/health")).payload)).toMatchObject({
      data: { connected: 1, controllers: { home: { reachability: "reachable", driver: "this" } } },
    });
  });

  it("switches a group by the label that Home Assistant shows, answers, and shows the new state", async () => {
    const group = await topicOf("Proxy");
    const options = await person.hears(({ topic }) => topic === `${group}/options`, "the options");
    const label =
      (JSON.parse(options.payload) as { name: string; label?: string }[]).find(({ name }) => name === "none")?.label ??
      "";
    await person.publish(group.replace("/group/", "/set/group/"), label);
    const answer = await person.hears(({ topic }) => topic === "pointsman/home/response/set", "the answer");
    expect(JSON.parse(answer.payload)).toMatchObject({
      status: "ok",
      verb: "select-node",
      controller: "home",
      data: { was: "HK 01", now: "none" },
    });
    await person.hears(({ topic, payload }) => topic === `${group}/now` && payload === label, "the new state");
    expect((await controller.client.proxies.get({ proxy: "Proxy" })) as { now?: string }).toMatchObject({
      now: "none",
    });
  });

  it("switches to a node by a part of its name, and asks back where several could be meant", async () => {
    const group = await topicOf("Proxy");
    const answerTo = async (topic: string, payload: string): Promise<unknown> => {
      const before = person.heard.length;
      const verb = topic.includes("/request/") ? "select-node" : "set";
      await person.publish(topic, payload);
      const isAnswer = (message: { topic: string }) => message.topic === `pointsman/home/response/${verb}`;
      return JSON.parse((await person.hears(isAnswer, "the answer", before)).payload);
    };
    const byName = group.replace("/group/", "/set/node/");
    expect(await answerTo(byName, "jp")).toMatchObject({ status: "ok", data: { now: "JP 02" } });
    expect(await answerTo(byName, "*0*")).toMatchObject({
      error: { code: "rejected", reason: "ambiguous", message: expect.stringContaining('"HK 01", "JP 02"') },
    });
    const request = (node: string) => JSON.stringify({ group: "Proxy", node, match: "unique" });
    expect(await answerTo("pointsman/home/request/select-node", request("H?*1"))).toMatchObject({
      data: { now: "HK 01" },
    });
    expect(await answerTo("pointsman/home/request/select-node", request("US"))).toMatchObject({
      error: { code: "not-found" },
    });
  });

  it("sets the mode, and puts the true one back on the topic after a mode that does not exist", async () => {
    await person.publish("pointsman/home/set/mode", "global");
    await person.hears(({ topic, payload }) => topic === "pointsman/home/mode" && payload === "global", "the mode");
    const before = person.heard.length;
    await person.publish("pointsman/home/set/mode", "sideways");
    const answer = await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/response/set" && payload.includes("error"),
      "the refusal",
    );
    expect(JSON.parse(answer.payload)).toMatchObject({ status: "error", error: { code: "invalid-input" } });
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/mode" && payload === "global",
      "the true mode again",
      before,
    );
  });

  it("flushes DNS by a button and runs any operation by a request, each answered once", async () => {
    await person.publish("pointsman/home/cmd/flush-dns", "PRESS");
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/response/set" && payload.includes("flush-dns"),
      "the button's answer",
    );
    expect(simulator.record.requests.some(({ method, path }) => method === "POST" && path === "/cache/dns/flush")).toBe(
      true,
    );
    const request = JSON.stringify({ transaction: "42", group: "Proxy" });
    await person.publish("pointsman/home/request/list-nodes", request);
    await person.publish("pointsman/home/request/list-nodes", request);
    const answer = await person.hears(({ topic }) => topic === "pointsman/home/response/list-nodes", "the answer");
    expect(JSON.parse(answer.payload)).toMatchObject({ status: "ok", transaction: "42", data: { total: 3 } });
  });

  it("answers an unknown verb and a payload that is not JSON with one sentence", async () => {
    await person.publish("pointsman/home/request/explode", "{}");
    await person.publish("pointsman/home/request/list-nodes", "{");
    const unknown = await person.hears(({ topic }) => topic === "pointsman/home/response/explode", "the first refusal");
    expect(JSON.parse(unknown.payload)).toMatchObject({
      status: "error",
      error: { code: "invalid-input", reason: "unknown-verb" },
    });
    const malformed = await person.hears(
      ({ topic }) => topic === "pointsman/home/response/list-nodes",
      "the second refusal",
    );
    expect(JSON.parse(malformed.payload)).toMatchObject({ status: "error", error: { reason: "malformed" } });
  });

  it("tells what an operation takes, and how far a test of all nodes is", async () => {
    await person.publish("pointsman/home/request/describe", '{"operation":"test-delay"}');
    const described = await person.hears(({ topic }) => topic === "pointsman/home/response/describe", "the schema");
    expect(JSON.parse(described.payload)).toMatchObject({ status: "ok", data: { input: { type: "object" } } });
    await person.publish("pointsman/home/request/test-delay", '{"all":true,"timeoutMs":500,"transaction":"t"}');
    const tested = await person.hears(({ topic }) => topic === "pointsman/home/response/test-delay", "the results");
    expect(JSON.parse(tested.payload)).toMatchObject({ status: "ok", transaction: "t" });
    const said = person.heard.filter(({ topic }) => topic === "pointsman/home/progress/test-delay");
    expect(said.length).toBeGreaterThan(0);
    expect(JSON.parse(said[0]?.payload ?? "")).toMatchObject({ transaction: "t", verb: "test-delay" });
  });

  it("ignores a retained command, as it would run again at every start", async () => {
    await bridge.stop();
    await person.publish("pointsman/home/set/mode", "direct", { qos: 1, retain: true });
    const before = person.heard.length;
    bridge = startBridge({
      config: { url: broker.url },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings,
    });
    await person.hears(({ topic }) => topic === "pointsman/bridge/attic/state", "the bridge back", before);
    await person.publish("pointsman/home/request/get-status", "{}");
    const status = await person.hears(
      ({ topic }) => topic === "pointsman/home/response/get-status",
      "an answer",
      before,
    );
    expect(JSON.parse(status.payload)).toMatchObject({ data: { mode: "rule" } });
    expect(person.last("pointsman/home/response/set")).toBeUndefined();
  });

  it("announces to Home Assistant before it sends the group's state, and again after a birth", async () => {
    const isDiscovery = (topic: string): boolean => topic.startsWith("homeassistant/device/pointsman_home_");
    const isState = (topic: string): boolean => /\/group\/[^/]+\/now$/.test(topic);
    await person.hears(({ topic }) => isState(topic), "a group's state");
    const order = person.heard.map(({ topic }) => topic);
    expect(order.findIndex((topic) => topic.includes("_groups_"))).toBeLessThan(order.findIndex(isState));
    const before = person.heard.length;
    await person.publish("homeassistant/status", "online");
    const after = (fits: (topic: string) => boolean, what: string) =>
      person.hears(({ topic }) => fits(topic), what, before);
    await after(isDiscovery, "discovery again");
    await after(isState, "states again");
  });

  it("follows a switch that somebody else made", async () => {
    const group = await topicOf("Proxy");
    await person.hears(({ topic, payload }) => topic === `${group}/now` && payload === "HK 01", "the first node");
    const elsewhere = openController({ url: simulator.url, secret: "canary-secret" });
    await elsewhere.client.proxies.select({ group: "Proxy", body: { name: "JP 02" } });
    await elsewhere.close();
    await person.hears(({ topic, payload }) => topic === `${group}/now` && payload === "JP 02", "the new node");
  });

  it("says goodbye when it stops, and shows no secret anywhere", async () => {
    await bridge.stop();
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/bridge/attic/state" && payload === "offline",
      "the bridge offline",
    );
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "offline",
      "the controller offline",
    );
    expect(JSON.stringify(person.heard)).not.toContain("canary-secret");
  });

  it("tells when the core is gone and when it is back", async () => {
    const { port } = new URL(simulator.url);
    await simulator.stop();
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "offline",
      "the core gone",
    );
    const before = person.heard.length;
    simulator = await startSimulator({ config, secret: "canary-secret", port: Number(port) });
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "online",
      "the core back",
      before,
    );
  });
});
