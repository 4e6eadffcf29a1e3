import { type AuditRecord, type EndpointId, openController, rowOf, rowsById } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBridge } from "../src/index.ts";
import { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

const secret = "canary-secret";
/** Level `debug` opens `/debug`. */
const house = `
mode: rule
log-level: debug
secret: ${secret}
dns: { enable: true, use-system-hosts: false, enhanced-mode: redir-host, nameserver: ["udp://dns.test:53"] }
proxies:
  - { name: fast, type: http, server: fast.node.test, port: 8080 }
  - { name: slow, type: http, server: slow.node.test, port: 8080 }
proxy-providers:
  airport: { type: http, url: "http://subscription.test/airport", path: ./airport.yaml, interval: 86400 }
proxy-groups:
  - { name: Proxy, type: select, proxies: [fast, slow, DIRECT] }
  - { name: Auto, type: url-test, proxies: [fast, slow], url: "http://origin.test/generate_204", interval: 86400 }
  - { name: Subscribed, type: select, use: [airport] }
rule-providers:
  ads: { type: inline, behavior: domain, payload: ["ads.test"] }
rules: ["RULE-SET,ads,REJECT", "MATCH,Proxy"]
x-simulate:
  nodes: { fast: { delay: 20 }, slow: { delay: 60 }, airport a: { delay: 20 } }
  subscriptions:
    airport:
      - proxies: [{ name: airport a, type: http, server: fast.node.test, port: 8080 }]
  dns:
    host.test: { records: [192.0.2.1] }
`;

const delayTest = { url: "http://origin.test/generate_204", timeout: 3000 };

/** What each row is asked with and answers: `ok`, or the code of an error. A row that is missing here breaks the build. */
const expected = {
  "core.hello": [{}, "ok"],
  "version.get": [{}, "ok"],
  "traffic.stream": [{}, "invalid-input"],
  "memory.stream": [{}, "invalid-input"],
  "logs.stream": [{}, "invalid-input"],
  "connections.stream": [{}, "invalid-input"],
  "connections.list": [{}, "ok"],
  "connections.close": [{ connection: "gone" }, "ok"],
  "connections.closeAll": [{}, "ok"],
  "configs.get": [{}, "ok"],
  "configs.patch": [{ body: { mode: "rule" } }, "ok"],
  "configs.replace": [{ body: { path: "relative.yaml" } }, "forbidden"],
  "configs.updateGeo": [{}, "ok"],
  "proxies.list": [{}, "ok"],
  "proxies.get": [{ proxy: "nobody" }, "not-found"],
  "proxies.select": [{ group: "Proxy", body: { name: "slow" } }, "ok"],
  "proxies.release": [{ group: "Auto" }, "ok"],
  "proxies.delay": [{ proxy: "fast", ...delayTest }, "ok"],
  "groups.list": [{}, "ok"],
  "groups.get": [{ group: "Auto" }, "ok"],
  "groups.release": [{ group: "Auto" }, "unsupported"],
  "groups.delay": [{ group: "Auto", ...delayTest }, "ok"],
  "proxyProviders.list": [{}, "ok"],
  "proxyProviders.get": [{ provider: "airport" }, "ok"],
  "proxyProviders.proxy": [{ provider: "airport", proxy: "airport a" }, "ok"],
  "proxyProviders.update": [{ provider: "airport" }, "ok"],
  "proxyProviders.check": [{ provider: "airport" }, "ok"],
  "proxyProviders.delay": [{ provider: "airport", proxy: "airport a", ...delayTest }, "ok"],
  "ruleProviders.list": [{}, "ok"],
  "ruleProviders.update": [{ provider: "ads" }, "ok"],
  "rules.list": [{}, "ok"],
  "rules.setDisabled": [{ body: { 0: true } }, "ok"],
  "cache.flushFakeIp": [{}, "ok"],
  "cache.flushDns": [{}, "ok"],
  "dns.query": [{ name: "host.test", type: "A" }, "ok"],
  "storage.get": [{ key: "a key" }, "ok"],
  "storage.put": [{ key: "a key", body: { here: 1 } }, "ok"],
  "storage.delete": [{ key: "a key" }, "forbidden"],
  "core.restart": [{}, "forbidden"],
  "core.upgrade": [{}, "forbidden"],
  "core.upgradeUi": [{}, "rejected"],
  "core.upgradeGeo": [{}, "ok"],
  "debug.collectGarbage": [{}, "ok"],
  "debug.profile": [{ profile: "heap" }, "invalid-input"],
  "debug.vars": [{}, "ok"],
  "smart.weights": [{}, "unsupported"],
  "smart.groupWeights": [{ group: "Auto" }, "unsupported"],
  "smart.flush": [{}, "unsupported"],
  "smart.flushConfig": [{ config: "a" }, "unsupported"],
  "smart.blockConnection": [{ connection: "a" }, "unsupported"],
  "smart.upgradeModel": [{}, "unsupported"],
} as const satisfies Record<EndpointId, readonly [Record<string, unknown>, string]>;

interface Answer {
  readonly status: string;
  readonly data?: unknown;
  readonly error?: { readonly code: string; readonly reason?: string; readonly message: string };
}

async function startHouse({ protocol, start }: (typeof brokerKinds)[number], rawRows: boolean) {
  const simulator = await startSimulator({ config: house });
  const audit: AuditRecord[] = [];
  const controller = openController({ id: "home", url: simulator.url, secret, audit: (record) => audit.push(record) });
  const broker = await start();
  const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
  const bridge = startBridge({
    config: { url: broker.url, protocol, "raw-rows": rawRows },
    controllers: new Map([["home", controller]]),
    instance: "attic",
    timings: { settleMs: 20, apartMs: 20 },
  });
  onTestFinished(async () => {
    await bridge.stop();
    await controller.close();
    await simulator.stop();
    await person.stop();
    await broker.stop();
  });
  let asked = 0;
  const ask = async (verb: string, payload: object | string): Promise<Answer> => {
    const transaction = `t${(asked += 1)}`;
    const before = person.heard.length;
    const text = typeof payload === "string" ? payload : JSON.stringify({ ...payload, transaction });
    await person.publish(`pointsman/home/request/${verb}`, text);
    const on = `pointsman/home/response/${verb}`;
    const fits = (said: string): boolean => typeof payload === "string" || said.includes(`"${transaction}"`);
    const heard = await person.hears(
      ({ topic, payload: said }) => topic === on && fits(said),
      `the answer on ${on}`,
      before,
    );
    return JSON.parse(heard.payload) as Answer;
  };
  await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
  return { simulator, person, ask, audit };
}

describe.each(brokerKinds.slice(0, 2))("rows on $name", (kind) => {
  it("each answer as the table says, within the policy, leave a line in the audit, and no secret leaves", async () => {
    const { ask, person, simulator, audit } = await startHouse(kind, true);
    const outcomes: Record<string, string> = {};
    for (const [id, [input]] of Object.entries(expected)) {
      let answer = await ask(`api/${id}`, input);
      // The table is longer than a burst.
      while (answer.error?.reason === "rate-limited") answer = await ask(`api/${id}`, input);
      outcomes[id] = answer.error?.code ?? answer.status;
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.entries(expected).map(([id, [, code]]) => [id, code])));
    expect(Object.keys(expected).toSorted()).toEqual([...rowsById.keys()].toSorted());
    // What the policy forbids never went out.
    const sent = simulator.record.requests.map(({ method, path }) => `${method} ${path}`);
    expect(sent).not.toContain("POST /restart");
    expect(sent).not.toContain("DELETE /storage/a%20key");
    const commands = [...rowsById.keys()].filter((id) => rowOf(id).kind === "command");
    expect([...new Set(audit.map(({ operation }) => operation))].toSorted()).toEqual(commands.toSorted());
    expect(audit.find(({ operation }) => operation === "core.restart")?.code).toBe("forbidden");
    expect(JSON.stringify([person.heard, audit])).not.toContain(secret);
  });

  it("refuse hostile input with a sentence, and live on", async () => {
    const { ask } = await startHouse(kind, true);
    const bad: [string, object | string][] = [
      ["api/proxies.select", { group: "Proxy" }],
      ["api/proxies.select", { group: "", body: { name: "slow" } }],
      ["api/connections.close", { connection: "" }],
      ["api/proxies.get", { proxy: "\uD800" }],
      ["api/version.get", { secret: "x" }],
      ["api/configs.patch", { body: [] }],
      ["api/proxies.select", "{"],
      ["api/proxies.select", "[]"],
      ["api/proxies.list", `{"a":"${"x".repeat(9000)}"}`],
      ["api/toString", {}],
      ["api/proxies.constructor", {}],
    ];
    const answers: Answer[] = [];
    for (const [verb, payload] of bad) answers.push(await ask(verb, payload));
    expect(answers.map(({ error }) => error?.code)).toEqual(bad.map(() => "invalid-input"));
    expect(answers.every(({ error }) => (error?.message ?? "").length > 10)).toBe(true);
    const traversal = await ask("api/storage.get", { key: "../configs" });
    expect(traversal).toMatchObject({ status: "ok", data: null });
  });

  it("are off unless the config wants them", async () => {
    const { ask } = await startHouse(kind, false);
    const answer = await ask("api/version.get", {});
    expect(answer).toMatchObject({ status: "error", error: { code: "invalid-input", reason: "unknown-verb" } });
    expect(answer.error?.message).toContain("mqtt.raw-rows");
  });
});

it("the table asks for no row that could do more than it says", () => {
  const critical = [...rowsById.keys()].filter((id) => rowOf(id).danger === "critical");
  expect(critical.map((id) => expected[id][1])).toEqual(critical.map(() => "forbidden"));
});
