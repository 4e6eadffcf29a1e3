import { peer, type Peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredField } from "../src/catalog/action.ts";
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
import { type RealHouse, startRealHouse } from "./harness/real-house.ts";

const of = (value: string, type = "str"): StoredField => ({ value, type });
const json = (value: unknown): StoredField => of(JSON.stringify(value), "json");

interface TaskCase {
  readonly fields?: Readonly<Record<string, StoredField>>;
  /** Part of the answer's payload. */
  readonly payload?: unknown;
  /** The error that this core answers with. */
  readonly code?: string;
}

/** Filled in by each run. */
const url = of("url", "global");
const took = { tookMs: expect.any(Number) };
const proxy = of("Proxy", "group");
const exactRule = "Domain,exact.test,Proxy";
const airport = { provider: of("airport", "provider") };
/** As it was called when the flow was stored: the subscription rewords it with the update below. */
const stored = of("HK 01 | x1.0", "node");

/** Each task once, in this order: what one changes, the next may see. What restarts the core comes last. */
const cases: Readonly<Record<string, TaskCase>> = {
  "select exact": { fields: { group: proxy, node: of("slow", "node") }, payload: { now: "slow", applied: true } },
  "select next": { fields: { group: proxy }, payload: { was: "slow", now: "DIRECT" } },
  "select previous": { fields: { group: proxy }, payload: { was: "DIRECT", now: "slow" } },
  "select best": { fields: { group: proxy }, payload: { was: "slow", now: "fast" } },
  "select release": { fields: { group: of("Auto", "group") }, payload: { group: "Auto" } },
  "select scene": {
    fields: {
      scene: json({ mode: "global", select: { Proxy: "slow", Auto: "slow" }, rules: { [exactRule]: false } }),
    },
    payload: {
      total: 4,
      rows: expect.arrayContaining([
        { kind: "select", target: "Proxy", was: "fast", now: "slow", changed: true },
        { kind: "select", target: "Auto", was: null, now: "slow", changed: true },
        { kind: "rule", target: exactRule, was: true, now: false, changed: true },
        { kind: "mode", target: "mode", was: "rule", now: "global", changed: true },
      ]),
    },
  },
  "select undo": { fields: { steps: of("1", "num") }, payload: { total: expect.any(Number) } },
  "delay group": { fields: { group: proxy, samples: of("1", "num") }, payload: { best: { node: "fast" } } },
  "delay node": { fields: { node: of("slow", "node"), url }, payload: { best: { node: "slow" } } },
  "delay nodes": {
    fields: { nodes: json(["slow", "fast"]), url },
    payload: { best: { node: "fast" }, by: "node" },
  },
  "delay provider": { fields: airport, payload: { results: [{}, {}] } },
  "delay all": { fields: { timeoutMs: of("2000", "num") }, payload: took },
  "settings read": { payload: { mode: "rule", "log-level": "debug" } },
  "settings mode": { fields: { mode: of("direct", "choice") }, payload: { was: "rule", now: "direct" } },
  "settings log-level": { fields: { level: of("debug", "choice") }, payload: { now: "debug" } },
  "settings tun": { fields: { enable: of("false", "bool") }, payload: { now: { enable: false } } },
  "settings lan": { fields: { enable: of("true", "bool") }, payload: { now: true } },
  "settings patch": { fields: { patch: json({ mode: "rule" }) }, payload: { now: { mode: "rule" } } },
  "close filter": { fields: { "filter.host": of("exact.test") }, payload: { closed: 1 } },
  "close id": { fields: { id: of("00000000-0000-4000-8000-000000000000") }, payload: { closed: 0 } },
  "close all": { payload: { closed: expect.any(Number) } },
  "state online": { payload: true },
  "state mode": { payload: "rule" },
  "state setting": { fields: { setting: of("tun.enable") }, payload: false },
  "state version": { payload: expect.any(String) },
  "state group-member": { fields: { group: proxy }, payload: "fast" },
  "state group-node": { fields: { group: proxy }, payload: "fast" },
  "state group-delay": { fields: { group: of("Auto", "group") }, payload: expect.any(Number) },
  "state node-alive": { fields: { node: of("fast", "node") }, payload: true },
  "state node-delay": { fields: { node: of("fast", "node") }, payload: expect.any(Number) },
  "state rule-on": { fields: { rule: of(exactRule, "rule") }, payload: true },
  "state down": { payload: expect.any(Number) },
  "state up": { payload: expect.any(Number) },
  "state memory": { payload: expect.any(Number) },
  "state connections": { payload: expect.any(Number) },
  "state provider-nodes": { fields: airport, payload: 2 },
  "state provider-left": { fields: airport, payload: 90 },
  "state provider-days": { fields: airport, payload: expect.any(Number) },
  "provider list": { payload: { rows: expect.arrayContaining([expect.objectContaining({ name: "airport" })]) } },
  "provider check": { fields: airport, payload: {} },
  "provider list-rules": { payload: { rows: expect.arrayContaining([expect.objectContaining({ name: "ads" })]) } },
  "provider update-rules": { fields: { provider: of("ads", "rule-provider") }, payload: { count: 1 } },
  "provider update": {
    fields: airport,
    payload: { renamed: expect.arrayContaining([expect.objectContaining({ now: "HK 01 | x1.2" })]) },
  },
  "provider update-all": { payload: {} },
  "rule off": { fields: { rule: of(exactRule, "rule") }, payload: { was: true, now: false } },
  "rule on": { fields: { rule: of(exactRule, "rule") }, payload: { was: false, now: true } },
  "rule toggle": { fields: { rule: of(exactRule, "rule") }, payload: { was: true, now: false } },
  "rule set": { fields: { rule: of("0", "rule"), enabled: of("true", "bool") }, payload: { index: 0, now: true } },
  "rule list": { fields: { text: of("exact") }, payload: { rows: [{ fingerprint: exactRule }], total: 1 } },
  "dns query": {
    fields: { name: of("host.test") },
    payload: { answers: [expect.objectContaining({ data: "192.0.2.1" })] },
  },
  "dns flush": { payload: took },
  "dns flush-fake-ip": { payload: took },
  "maintain gc": { payload: took },
  "maintain upgrade-geo": { payload: took },
  // Without the internet.
  "maintain upgrade-ui": { code: "rejected" },
  "maintain upgrade": { fields: { channel: of("alpha", "choice") }, code: "rejected" },
  "maintain reload": { payload: took },
  "maintain restart": { payload: { ...took, version: expect.any(String) } },
};

/** What the core itself answers after a case, by path. */
const coreSays: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  "select exact": { "/proxies/Proxy": { now: "slow" } },
  "select scene": {
    "/configs": { mode: "global" },
    "/proxies/Proxy": { now: "slow" },
    "/proxies/Auto": { fixed: "slow" },
  },
  "select undo": { "/configs": { mode: "rule" }, "/proxies/Proxy": { now: "fast" }, "/proxies/Auto": { fixed: "" } },
  "settings mode": { "/configs": { mode: "direct" } },
  "settings patch": { "/configs": { mode: "rule" } },
};

/** What must be there for a case, beside what those before it have left. */
const before: Readonly<Record<string, (house: RealHouse) => Promise<unknown>>> = {
  "close filter": (house) => house.connect("exact.test"),
};

describe.runIf(peer("core"))("every task of the purpose nodes on the real core", () => {
  let real: RealHouse;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [real, tarball] = await Promise.all([startRealHouse(peer("core") as Peer), packNodes()]);
    nodeRed = await startNodeRed({ tarball, settings: `functionGlobalContext: { url: "${real.testUrl}" },` });
    const flows = Object.entries(cases).flatMap(([name, { fields }]): FlowNode[] => {
      const [node = "", task = ""] = name.split(" ");
      return httpFlow(`${node}-${task}`, taskNode(node, task, fields, { changes: false }));
    });
    await nodeRed.deploy(
      onTab(
        controllerNode(real.core.url, { policy: "critical", credentials: { secret: real.core.secret } }),
        ...flows,
        ...httpFlow("stored-select", taskNode("select", "exact", { group: of("Subscribed", "group"), node: stored })),
        ...httpFlow("stored-delay", taskNode("delay", "node", { node: stored, url })),
        ...httpFlow("stored-state", taskNode("state", "node-delay", { node: stored }, { changes: false })),
        ...httpFlow("cancel", taskNode("delay", "node", { node: of("slow", "node"), timeoutMs: of("20000", "num") })),
      ),
    );
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await real?.stop();
    tarball?.remove();
  });

  test("each task has a case here, and no case is left over", () => {
    expect(Object.keys(cases).sort()).toEqual(tasksOfNodes().sort());
  });

  test("a delay test of a node that hangs is cancelled by a message", async () => {
    real.house.setFate("slow", { fail: "timeout" });
    const asked = real.house.nodes.requests("slow");
    const testing = sendThrough(nodeRed, "cancel");
    await expect.poll(() => real.house.nodes.requests("slow")).toBeGreaterThan(asked);
    // Its own message is done without an answer, so nobody waits for one.
    const ender = new AbortController();
    const body = '{"cancel":true}';
    const headers = { "Content-Type": "application/json" };
    const cancelling = fetch(`${nodeRed.url}/cancel`, { method: "POST", headers, body, signal: ender.signal });
    const quiet = cancelling.catch(() => "nobody answered");
    expect((await testing).message.error?.code).toBe("aborted");
    ender.abort();
    expect(await quiet).toBe("nobody answered");
    real.house.setFate("slow", { delay: 150 });
  });

  test.each(Object.entries(cases))("%s", async (name, { payload, code }) => {
    await before[name]?.(real);
    const { message } = await sendThrough(nodeRed, name.replace(" ", "-"));
    expect(message.error?.code, message.error?.message).toBe(code);
    expect(message).toMatchObject(payload === undefined ? {} : { payload });
    for (const [path, part] of Object.entries(coreSays[name] ?? {})) expect(await real.ask(path)).toMatchObject(part);
  });

  test("a node that the subscription has reworded since the flows were stored is followed", async () => {
    const selected = await sendThrough(nodeRed, "stored-select");
    expect(selected.message.payload).toMatchObject({ now: "HK 01 | x1.2", applied: true });
    expect(await real.ask("/proxies/Subscribed")).toMatchObject({ now: "HK 01 | x1.2" });
    const tested = await sendThrough(nodeRed, "stored-delay");
    expect(tested.message.payload).toMatchObject({ best: { node: "HK 01 | x1.2" } });
    const told = await sendThrough(nodeRed, "stored-state");
    expect(told.message.payload).toEqual(expect.any(Number));
  });
});
