import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  controllerNode,
  type FlowNode,
  httpFlow,
  onTab,
  sendThrough,
  taskNode,
  tasksOfNodes,
} from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const of = (value: string, type = "str"): { value: string; type: string } => ({ value, type });
const json = (value: unknown) => of(JSON.stringify(value), "json");
const hk = "🇭🇰 HK 01 | x1.0";
const rule = "Match,,🐟 漏网之鱼";

interface TaskCase {
  readonly fields?: Readonly<Record<string, { value: string; type: string }>>;
  /** Part of the answer's payload. */
  readonly payload?: unknown;
  /** The error that this core answers with. */
  readonly code?: string;
}

const rows = { rows: expect.any(Array), total: expect.any(Number) };
const took = { tookMs: expect.any(Number) };
/** A core in a box cannot download anything. */
const offline: TaskCase = { code: "rejected" };

/** Each task of each node once, in this order; what restarts the core comes last. */
const cases: Readonly<Record<string, TaskCase>> = {
  "select exact": {
    fields: { group: of("Proxy", "group"), node: of("DIRECT", "node"), closeConnections: of("false", "choice") },
    payload: { now: "DIRECT", applied: true, closed: 0 },
  },
  "select next": {
    fields: { group: of("Proxy", "group") },
    payload: { was: "DIRECT", applied: true },
  },
  "select previous": {
    fields: { group: of("Proxy", "group"), skipDead: of("true", "choice") },
    payload: { now: "DIRECT" },
  },
  "select best": { fields: { group: of("Proxy", "group"), region: of("HK") }, payload: { tested: expect.anything() } },
  "select release": { fields: { group: of("♻️ Auto", "group") }, payload: { group: "♻️ Auto" } },
  "select scene": {
    fields: { scene: json({ mode: "global", select: { Proxy: "♻️ Auto" }, rules: { [rule]: false } }) },
    payload: {
      total: 3,
      rows: [
        { kind: "select", target: "Proxy", now: "♻️ Auto" },
        { kind: "rule", target: rule, was: true, now: false },
        { kind: "mode", was: "rule", now: "global" },
      ],
    },
  },
  "select undo": { fields: { steps: of("1", "num") }, payload: { total: 3 } },
  "delay group": { fields: { group: of("Proxy", "group"), samples: of("1", "num") }, payload: took },
  "delay node": { fields: { node: of(hk, "node") }, payload: { best: { node: hk, delay: expect.any(Number) } } },
  "delay nodes": { fields: { nodes: json([hk, "DIRECT"]) }, payload: took },
  "delay provider": { fields: { provider: of("nimbus", "provider") }, payload: took },
  "delay all": { fields: { timeoutMs: of("2000", "num") }, payload: took },
  "settings read": { payload: { mode: "rule" } },
  "settings mode": { fields: { mode: of("rule", "choice") }, payload: { now: "rule" } },
  "settings log-level": { fields: { level: of("info", "choice") }, payload: { now: "info" } },
  "settings tun": { fields: { enable: of("false", "bool") }, payload: { now: expect.anything() } },
  "settings lan": { fields: { enable: of("true", "bool") }, payload: { now: true } },
  "settings patch": { fields: { patch: json({ ipv6: true }) }, payload: { now: { ipv6: true } } },
  "close filter": {
    fields: { "filter.host": of("."), dryRun: of("true", "choice") },
    payload: { closed: 0, matched: expect.any(Number) },
  },
  "close id": { fields: { id: of("00000000-0000-4000-8000-000000000000") }, payload: { closed: 0 } },
  "close all": { fields: { dryRun: of("false", "choice") }, payload: { closed: expect.any(Number) } },
  "state online": { payload: true },
  "state mode": { payload: "rule" },
  "state setting": { fields: { setting: of("tun.enable") }, payload: expect.any(Boolean) },
  "state version": { payload: expect.any(String) },
  "state group-member": { fields: { group: of("Proxy", "group") }, payload: expect.any(String) },
  "state group-node": { fields: { group: of("Proxy", "group") }, payload: expect.any(String) },
  "state group-delay": { fields: { group: of("♻️ Auto", "group") }, payload: expect.any(Number) },
  "state node-alive": { fields: { node: of(hk, "node") }, payload: true },
  "state node-delay": { fields: { node: of(hk, "node") }, payload: expect.any(Number) },
  "state rule-on": { fields: { rule: of(rule, "rule") }, payload: true },
  "state down": { payload: expect.any(Number) },
  "state up": { payload: expect.any(Number) },
  "state memory": { payload: expect.any(Number) },
  "state connections": { payload: expect.any(Number) },
  "state provider-nodes": { fields: { provider: of("nimbus", "provider") }, payload: expect.any(Number) },
  "state provider-left": { fields: { provider: of("nimbus", "provider") }, payload: expect.any(Number) },
  "state provider-days": { fields: { provider: of("nimbus", "provider") }, payload: expect.any(Number) },
  "provider list": { payload: rows },
  "provider check": { fields: { provider: of("nimbus", "provider") }, payload: {} },
  "provider list-rules": { payload: { rows: expect.arrayContaining([expect.objectContaining({ name: "ads" })]) } },
  "provider update-rules": { fields: { provider: of("ads", "rule-provider") }, payload: { count: expect.any(Number) } },
  "provider update": { fields: { provider: of("nimbus", "provider") }, payload: {} },
  "provider update-all": { payload: {} },
  "rule off": { fields: { rule: of(rule, "rule") }, payload: { rule, was: true, now: false } },
  "rule on": { fields: { rule: of(rule, "rule") }, payload: { was: false, now: true } },
  "rule toggle": { fields: { rule: of(rule, "rule") }, payload: { was: true, now: false } },
  "rule set": { fields: { rule: of("0", "rule"), enabled: of("true", "bool") }, payload: { index: 0, now: true } },
  "rule list": { fields: { text: of("MATCH") }, payload: rows },
  "dns query": { fields: { name: of("www.example.com") }, payload: { answers: expect.any(Array) } },
  "dns flush": { payload: took },
  "dns flush-fake-ip": { payload: took },
  "maintain upgrade-geo": { payload: took },
  "maintain upgrade-ui": offline,
  // Only cores that were started with `log-level: debug` have it.
  "maintain gc": { code: "unsupported" },
  "maintain upgrade": { fields: { channel: of("alpha", "choice") }, ...offline },
  "maintain reload": { payload: took },
  "maintain restart": { payload: { ...took, version: expect.any(String) } },
};

describe("every task of the purpose nodes in a real Node-RED", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    const flows = Object.entries(cases).flatMap(([name, { fields }]): FlowNode[] => {
      const [node = "", task = ""] = name.split(" ");
      return httpFlow(`${node}-${task}`, taskNode(node, task, fields, { changes: false }));
    });
    await nodeRed.deploy(
      onTab(
        controllerNode(simulator.url, { policy: "critical" }),
        { ...controllerNode(simulator.url), id: "careful" },
        ...flows,
        ...httpFlow("capped", taskNode("maintain", "restart", {}, { controller: "careful" })),
        ...httpFlow(
          "half",
          taskNode("select", "scene", { scene: json({ mode: "direct", select: { Proxy: "gone" } }) }),
        ),
        ...httpFlow("no-filter", taskNode("close", "filter")),
        ...httpFlow("later", taskNode("select", "teleport")),
        ...httpFlow("cancel", taskNode("delay", "all", { samples: of("5", "num") })),
      ),
    );
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  test("each task has a case here, and no case is left over", () => {
    expect(Object.keys(cases).sort()).toEqual(tasksOfNodes().sort());
  });

  test.each(Object.entries(cases))("%s", async (name, { payload, code }) => {
    const { status, message } = await sendThrough(nodeRed, name.replace(" ", "-"));
    expect(message.error?.code, message.error?.message).toBe(code);
    expect(status).toBe(code === undefined ? 200 : 500);
    expect(message).toMatchObject(payload === undefined ? {} : { payload });
    const trace = code === undefined ? message.pointsman : (message.error?.cause as Record<string, unknown>);
    expect(trace?.["operation"] ?? trace?.["row"]).toMatch(/\w/);
  });

  test("a restart is more than the usual controller allows, whatever the message says", async () => {
    const { message } = await sendThrough(nodeRed, "capped", { policy: "critical", task: "reload" });
    expect(message.error).toMatchObject({ code: "forbidden", cause: { operation: "restart-core" } });
  });

  test("a scene of which a part fails changes nothing", async () => {
    const { message } = await sendThrough(nodeRed, "half");
    expect(message.error?.code).toBe("not-found");
    expect((await sendThrough(nodeRed, "settings-read")).message.payload).toMatchObject({ mode: "rule" });
  });

  test("closing without a condition is refused, and a task of another version is named", async () => {
    const { message } = await sendThrough(nodeRed, "no-filter");
    const later = await sendThrough(nodeRed, "later");
    expect([message.error?.code, later.message.error?.code]).toEqual(["invalid-input", "invalid-input"]);
    expect(later.message.error?.message).toContain("teleport");
  });

  test("a running delay test is cancelled by a message, and its own message ends as aborted", async () => {
    simulator.record.clear();
    const testing = sendThrough(nodeRed, "cancel");
    await simulator.record.expect(({ path }) => path.includes("/delay"));
    // Its own message is done without an answer, so nobody waits for one.
    const ender = new AbortController();
    const cancelling = fetch(`${nodeRed.url}/cancel`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"cancel":true}',
      signal: ender.signal,
    }).catch(() => "nobody answered");
    const { message } = await testing;
    ender.abort();
    expect(message.error?.code).toBe("aborted");
    expect(await cancelling).toBe("nobody answered");
  });

  test("nothing was rejected unseen", () => {
    expect(nodeRed.log()).not.toMatch(/Uncaught|Unhandled/i);
  });
});
