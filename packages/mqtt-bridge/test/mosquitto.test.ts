import { type Controller, openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import {
  issueCertificate,
  makeAuthority,
  type MosquittoOptions,
  peer,
  startMosquitto,
} from "@pointsman/simulator/testing";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Bridge, type BridgeOptions, startBridge } from "../src/index.ts";
import { listen } from "./listener.ts";

const timings = { pollMs: 200, settleMs: 50, apartMs: 50, backoff: { firstMs: 50, maxMs: 200 } } as const;

// What only a real broker can show: MQTT 5 answers, lost brokers, TLS, WebSocket, passwords.
describe.skipIf(peer("mosquitto") === undefined)("the bridge on mosquitto", () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let controller: Controller;
  const warnings: string[] = [];

  beforeEach(async () => {
    warnings.length = 0;
    simulator = await startSimulator({ scenario: "home" });
    controller = openController({ id: "home", url: simulator.url });
  });
  afterEach(async () => {
    await controller.close();
    await simulator.stop();
  });

  async function broker(options: MosquittoOptions = {}) {
    const mosquitto = await startMosquitto(options);
    onTestFinished(() => mosquitto.stop());
    return mosquitto;
  }

  function bridge(config: BridgeOptions["config"], reread?: BridgeOptions["reread"]): Bridge {
    const log = { info: () => undefined, warn: (sentence: string) => void warnings.push(sentence) };
    const started = startBridge({
      config,
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings: { ...timings, loginMs: 50 },
      log,
      ...(reread === undefined ? {} : { reread }),
    });
    onTestFinished(() => started.stop());
    return started;
  }

  async function person(url: string, options: Parameters<typeof listen>[2] = {}) {
    const listener = await listen(url, ["#"], { protocolVersion: 5, ...options });
    onTestFinished(() => listener.stop());
    return listener;
  }

  const online = ({ topic, payload }: { topic: string; payload: string }): boolean =>
    topic === "pointsman/home/state" && payload === "online";

  it("answers an MQTT 5 request where the asker wants it, with its correlation data", async () => {
    const { url } = await broker();
    const asker = await person(url);
    bridge({ url });
    await asker.hears(online, "the controller online");
    const properties = { responseTopic: "dashboard/reply/7", correlationData: Buffer.from("seven") };
    await asker.publish("pointsman/home/request/list-groups", "{}", { qos: 1, properties });
    const answer = await asker.hears(({ topic }) => topic === "dashboard/reply/7", "the answer");
    expect(JSON.parse(answer.payload)).toMatchObject({ status: "ok", verb: "list-groups" });
    expect(answer.correlationData).toBe("seven");
  });

  it("does not let an asker turn it into a sender to command or discovery topics", async () => {
    const { url } = await broker();
    const asker = await person(url);
    bridge({ url });
    await asker.hears(online, "the controller online");
    for (const responseTopic of ["pointsman/home/cmd/flush-dns", "homeassistant/reply/x/config"]) {
      await asker.publish("pointsman/home/request/get-status", `{"transaction":"${responseTopic.length}"}`, {
        qos: 1,
        properties: { responseTopic },
      });
      await asker.hears(
        ({ topic, payload }) =>
          topic === "pointsman/home/response/get-status" && payload.includes(`"${responseTopic.length}"`),
        "the plain answer",
      );
      expect(asker.last(responseTopic)).toBeUndefined();
    }
  });

  it("answers within what the broker takes, as a larger packet would end the connection", async () => {
    const { url } = await broker({ config: ["max_packet_size 2000"] });
    const asker = await person(url);
    const small = bridge({ url, "home-assistant": { discovery: false } });
    await asker.hears(online, "the controller online");
    const on = "pointsman/home/response/list-nodes";
    await asker.publish("pointsman/home/request/list-nodes", '{"transaction":"all"}');
    const refused = await asker.hears(({ topic, payload }) => topic === on && payload.includes('"all"'), "a refusal");
    expect(JSON.parse(refused.payload)).toMatchObject({ status: "error", error: { reason: "too-large" } });
    expect(refused.payload).toContain("limit and offset");
    await asker.publish("pointsman/home/request/list-nodes", '{"transaction":"page","limit":2,"offset":1}');
    const page = await asker.hears(({ topic, payload }) => topic === on && payload.includes('"page"'), "a page");
    expect((JSON.parse(page.payload) as { data: { rows: unknown[] } }).data.rows).toHaveLength(2);
    expect(small.connection).toBe("mqtt 5");
    expect(warnings.filter((sentence) => sentence.startsWith("not connected"))).toEqual([]);
  });

  it("lets measurements run out when it is gone, and Home Assistant's commands where the config says so", async () => {
    const { url } = await broker();
    const listener = await person(url);
    const last = async (topic: string) => await listener.hears((heard) => heard.topic === topic, topic);
    bridge({ url, "home-assistant": { "command-expiry": 30 } });
    const { expiry } = await last("pointsman/home/memory");
    expect(expiry).toBe(2700);
    expect((await last("pointsman/home/mode")).expiry).toBeUndefined();
    const { payload } = await last("homeassistant/device/pointsman_home_core/config");
    const { components } = JSON.parse(payload) as { components: Record<string, Record<string, unknown>> };
    expect(components["select_mode"]).toMatchObject({ message_expiry_interval: 30 });
    expect(components["sensor_memory"]).not.toHaveProperty("message_expiry_interval");
  });

  it("says nothing of expiry on MQTT 3.1.1, where every command would fail by it", async () => {
    const { url } = await broker();
    const listener = await person(url);
    bridge({ url, protocol: 4, "home-assistant": { "command-expiry": 30 } });
    const topic = "homeassistant/device/pointsman_home_core/config";
    const { payload } = await listener.hears((heard) => heard.topic === topic, "the announcement");
    expect(payload).not.toContain("message_expiry_interval");
    const { expiry } = await listener.hears((heard) => heard.topic === "pointsman/home/memory", "the memory");
    expect(expiry).toBeUndefined();
  });

  it("publishes everything again after the broker was killed and forgot it", async () => {
    const mosquitto = await broker();
    const first = await person(mosquitto.url);
    bridge({ url: mosquitto.url });
    await first.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
    await first.stop();
    await mosquitto.kill();
    await mosquitto.restart();
    const second = await person(mosquitto.url);
    await second.hears(online, "the controller online again");
    await second.hears(({ topic }) => topic.startsWith("homeassistant/device/pointsman_home_"), "discovery again");
    await second.hears(({ topic }) => topic.endsWith("/now"), "a group's state again");
    expect(warnings.filter((sentence) => sentence.startsWith("not connected"))).toHaveLength(1);
  });

  it("shows a subscription, and updates it by the button that Home Assistant was told of", async () => {
    const { url } = await broker();
    const reader = await person(url);
    bridge({ url });
    const state = await reader.hears(({ topic }) => topic.startsWith("pointsman/home/provider/"), "a provider");
    const { name, nodes } = JSON.parse(state.payload) as { name: string; nodes: number };
    expect(nodes).toBeGreaterThan(0);
    const told = await reader.hears(
      ({ topic, payload }) => topic.endsWith("_home_providers_1/config") && payload.includes("update-provider"),
      "the provider's entities",
    );
    const { components } = JSON.parse(told.payload) as { components: Record<string, Record<string, string>> };
    const button = Object.values(components).find(({ command_topic = "" }) =>
      command_topic.endsWith("update-provider"),
    );
    expect(JSON.parse(button?.["payload_press"] ?? "")).toEqual({ provider: name });
    await reader.publish(button?.["command_topic"] ?? "", button?.["payload_press"] ?? "");
    const answer = await reader.hears(({ topic }) => topic === "pointsman/home/response/update-provider", "the answer");
    expect(JSON.parse(answer.payload)).toMatchObject({ status: "ok", verb: "update-provider" });
  });

  it("speaks TLS with an authority of one's own", async () => {
    const authority = makeAuthority("test");
    const { certificate, key } = issueCertificate(authority, { commonName: "localhost", hosts: ["localhost"] });
    const { url } = await broker({ tls: { certificate, key } });
    const listener = await person(url, { ca: authority.certificate });
    bridge({ url, tls: { ca: authority.certificate } });
    await listener.hears(online, "the controller online");
  });

  it("asks for the name that the config says, where the certificate has another than the address", async () => {
    const authority = makeAuthority("test");
    const { certificate, key } = issueCertificate(authority, { commonName: "broker.lan", hosts: ["broker.lan"] });
    const { url } = await broker({ tls: { certificate, key } });
    const tls = { ca: authority.certificate };
    const listener = await person(url, { ...tls, servername: "broker.lan" });
    bridge({ url, tls: { ...tls, "server-name": "broker.lan" } });
    await listener.hears(online, "the controller online");
  });

  it("comes back with a renewed certificate, without a word of being offline", async () => {
    const authority = makeAuthority("test");
    const { certificate, key } = issueCertificate(authority, { commonName: "localhost", hosts: ["localhost"] });
    const mosquitto = await broker({
      tls: { certificate, key, clientCa: authority.certificate },
      config: ["use_identity_as_username true"],
    });
    const { url } = mosquitto;
    const own = (commonName: string) => {
      const issued = issueCertificate(authority, { commonName });
      return { url, tls: { ca: authority.certificate, cert: issued.certificate, key: issued.key } };
    };
    let stands = own("of-this-year");
    const watcher = await person(url, own("watcher").tls);
    const said = (text: string) =>
      watcher.heard.filter(({ topic, payload }) => topic === "pointsman/bridge/attic/state" && payload === text);
    bridge(stands, () => stands);
    await watcher.hears(online, "the controller online");
    expect(mosquitto.log()).toContain("u'of-this-year'");
    stands = own("of-next-year");
    await expect.poll(() => mosquitto.log(), { timeout: 30_000 }).toContain("u'of-next-year'");
    await expect.poll(() => said("online").length).toBeGreaterThan(1);
    expect(said("offline")).toEqual([]);
    expect(warnings.filter((sentence) => sentence.includes("certificates of the broker changed"))).toHaveLength(1);
  });

  it("says what to mend when the broker's certificate is not trusted", async () => {
    const { certificate, key } = issueCertificate(makeAuthority("unknown"), {
      commonName: "localhost",
      hosts: ["localhost"],
    });
    const { url } = await broker({ tls: { certificate, key } });
    bridge({ url });
    await expect.poll(() => warnings[0]).toContain("set mqtt.tls.ca-file");
  });

  it("speaks WebSocket", async () => {
    const { url, websocketUrl = "" } = await broker({ websockets: true });
    const listener = await person(url);
    bridge({ url: websocketUrl });
    await listener.hears(online, "the controller online");
  });

  it("says once that the broker refuses the password, and does not show it", async () => {
    const { url } = await broker({ users: { pointsman: "right" } });
    const refused = bridge({ url, username: "pointsman", password: "canary-wrong" });
    await expect.poll(() => warnings[0]).toContain("refuses the user name or the password");
    expect(refused.connection).toBe("connecting");
    expect(warnings.join()).not.toContain("canary");
  });

  it("starts while the broker is away, waits for it, and stops quickly all the same", async () => {
    const mosquitto = await broker();
    await mosquitto.kill();
    const waiting = bridge({ url: mosquitto.url });
    await expect.poll(() => warnings[0]).toContain("nothing listens");
    await waiting.stop();
    expect(waiting.connection).toBe("stopped");
  });
});
