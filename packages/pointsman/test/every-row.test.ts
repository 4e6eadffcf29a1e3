import { request } from "node:http";
import { type Client, createClient, isControllerError, type RowFunction, rowFunction } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { answeredOrSeenToGo, type Peer, peer, startHouse, startRealCore } from "@pointsman/simulator/testing";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runCli } from "./cli-process.ts";
import { runs } from "./every-row.table.ts";

/** Level `debug` opens `/debug`. No member that hangs: an old core would wait for it for ever. */
const house = `
mode: rule
log-level: debug
secret: hand-made
dns: { enable: true, use-system-hosts: false, enhanced-mode: redir-host, nameserver: ["udp://dns.test:53"] }
proxies:
  - { name: fast, type: http, server: fast.node.test, port: 8080 }
  - { name: slow, type: http, server: slow.node.test, port: 8080 }
proxy-providers:
  airport:
    type: http
    url: "http://subscription.test/airport"
    path: ./airport.yaml
    interval: 86400
    proxy: DIRECT
    health-check: { enable: false, url: "http://origin.test/generate_204", interval: 0, lazy: true }
proxy-groups:
  - { name: Proxy, type: select, proxies: [fast, slow, DIRECT] }
  - { name: Auto, type: url-test, proxies: [fast, slow], url: "http://origin.test/generate_204", interval: 86400 }
  - { name: Subscribed, type: select, use: [airport] }
rule-providers:
  ads: { type: inline, behavior: domain, payload: ["ads.test"] }
rules: ["DOMAIN,exact.test,Proxy", "RULE-SET,ads,REJECT", "MATCH,Proxy"]
x-simulate:
  nodes: { fast: { delay: 20 }, slow: { delay: 60 }, airport a: { delay: 20 } }
  subscriptions:
    airport:
      - proxies: [{ name: airport a, type: http, server: fast.node.test, port: 8080 }]
  dns:
    host.test: { records: [192.0.2.1] }
`;

interface Place {
  readonly url: string;
  readonly secret: string;
  readonly testUrl: string;
  /** Sends a request through the core, so that it has something to log. */
  visit(): void;
}

interface Outcome {
  readonly id: string;
  readonly outcome: string;
  /** The keys of an answered object, else the answer's type. */
  readonly shape: string;
}

/** Calls every run of the table in its order: what one changes, the next may see. */
async function callAll(place: Place): Promise<Outcome[]> {
  await using client = createClient({ url: place.url, secret: place.secret });
  // A quiet house logs nothing: somebody must move while a reader waits.
  const visits = setInterval(() => place.visit(), 100);
  using _end = { [Symbol.dispose]: () => clearInterval(visits) };
  const outcomes: Outcome[] = [];
  for (const { id, parameters } of runs) {
    const row = rowFunction(client, id);
    const filled: unknown = JSON.parse(JSON.stringify(parameters).replaceAll("TEST-URL", place.testUrl));
    const call = (): ReturnType<RowFunction> => row(filled, {});
    const isRestart = id === "core.restart";
    outcomes.push({ id, ...(await outcomeOf(isRestart ? () => restarted(client, async () => await call()) : call)) });
  }
  return outcomes;
}

/** A core that restarts may cut its own answer off. */
function restarted(client: Client, call: () => Promise<unknown>): Promise<unknown> {
  const isLoss = (error: unknown): boolean => isControllerError(error) && error.reason === "lost";
  return answeredOrSeenToGo(client.traffic.stream({}), call, { isLoss, answer: { status: "ok" } });
}

async function outcomeOf(call: () => ReturnType<RowFunction>): Promise<Omit<Outcome, "id">> {
  try {
    const answer = call();
    return { outcome: "done", shape: shapeOf(Symbol.asyncIterator in answer ? await firstOf(answer) : await answer) };
  } catch (error) {
    if (!isControllerError(error)) throw error;
    return { outcome: error.code, shape: "" };
  }
}

async function firstOf(frames: AsyncIterable<unknown>): Promise<unknown> {
  for await (const frame of frames) return frame;
  throw new Error("the stream ended without a frame");
}

function shapeOf(value: unknown): string {
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value !== "object" || value === null) return typeof value;
  // Of a process's variables only these are always there; others depend on the build.
  return "memstats" in value ? "variables" : Object.keys(value).sort().join(" ");
}

async function onSimulator(profile: "current" | "old"): Promise<Outcome[]> {
  const simulator = await startSimulator({ config: house, secret: "hand-made", profile });
  onTestFinished(() => simulator.stop());
  return await callAll({
    url: simulator.url,
    secret: "hand-made",
    testUrl: "http://origin.test/generate_204",
    visit: () => simulator.world.log("info", "somebody moves"),
  });
}

async function onCore({ path }: Peer): Promise<Outcome[]> {
  const around = await startHouse(house);
  onTestFinished(() => around.stop());
  const core = await startRealCore({ binary: path, config: around.config });
  onTestFinished(() => core.stop());
  const testUrl = `${around.origin.url}/generate_204`;
  const visit = (): void =>
    void request({ port: core.mixedPort, path: testUrl, agent: false }, (answer) => answer.resume())
      .on("error", () => undefined)
      .end();
  return await callAll({ url: core.url, secret: core.secret, testUrl, visit });
}

describe.each(["current", "old"] as const)("every row, called once on a core of the profile %s,", (profile) => {
  const real = peer(profile === "current" ? "core" : "old-core");
  const expected = runs.map(({ id, ...run }) => ({ id, outcome: run[profile] }));

  test("ends on the simulator as the reference says", async () => {
    const simulated = await onSimulator(profile);
    expect(simulated.map(({ id, outcome }) => ({ id, outcome }))).toEqual(expected);
  });

  test.runIf(real)("ends on the real core in the same way, with an answer of the same shape", async () => {
    const [seen, simulated] = await Promise.all([onCore(real as Peer), onSimulator(profile)]);
    expect(seen).toEqual(simulated);
  });
});

describe("pointsman endpoints --json", () => {
  let listed: { id: string; method: string; path: string }[];
  beforeAll(async () => {
    listed = JSON.parse((await runCli(["endpoints", "--json"])).stdout) as typeof listed;
  });

  test("lists each row of the table written by hand, once, and no other", () => {
    expect(listed.map(({ id, method, path }) => `${id} ${method} ${path}`).sort()).toEqual(
      [...new Set(runs.map(({ id, wire }) => `${id} ${wire}`))].sort(),
    );
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });
});
