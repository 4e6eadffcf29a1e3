import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { NodeDescription } from "../src/nodes/description.ts";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { controllerNode, type FlowNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

function trafficNode(id: string, more: Readonly<Record<string, unknown>> = {}): FlowNode {
  const node = { type: "pointsman-traffic", z: "tab", controller: "controller", every: "1", memory: true, schema: 1 };
  return { ...node, id, name: "", wires: [["debug"]], ...more };
}

/** Shows whole messages on the editor's socket. */
const debug: FlowNode = {
  id: "debug",
  type: "debug",
  z: "tab",
  active: true,
  tosidebar: true,
  complete: "true",
  targetType: "full",
  wires: [],
};

/** Answers with what the process holds open. */
const resources: FlowNode[] = httpFlow("resources", {
  type: "function",
  outputs: 1,
  func: `const process = global.get("process");
    const names = process.getActiveResourcesInfo();
    msg.payload = {
      sockets: names.filter((name) => name === "TCPSocketWrap").length,
      timers: names.filter((name) => name === "Timeout").length,
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    };
    return msg;`,
});

/** One of every node, as the palette makes it; sources as impatient as they may be. */
function everyNode(round: string): FlowNode[] {
  return Object.values(nodeDescriptions)
    .map((description: NodeDescription) => description)
    .filter(({ category }) => category !== "config")
    .map(({ type, defaults, outputs = 0 }) => {
      const stored = Object.entries(defaults).map(([name, { value, configType }]) => [
        name,
        configType === undefined ? value : configType.replace("pointsman-", ""),
      ]);
      const own = { id: `every-${type}`, type, z: "tab", wires: Array.from({ length: outputs }, () => []) };
      return { ...Object.fromEntries(stored), ...own, every: "1", name: round };
    });
}

const appNode: FlowNode = { id: "app", type: "pointsman-app", name: "", url: "http://127.0.0.1:9", schema: 1 };

interface Resources {
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
}

describe("nodes that come and go in a real Node-RED", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
  });
  afterEach(() => simulator.faults.clear());
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  const held = async (): Promise<Resources> => {
    const { message } = await sendThrough(nodeRed, "resources");
    return message.payload as Resources;
  };

  /** Debug messages hold the sent message as JSON. */
  const sent = (data: unknown): Record<string, unknown> =>
    JSON.parse((data as { msg: string }).msg) as Record<string, unknown>;

  test("the traffic node tells rates, totals and memory, and shows the rates", async () => {
    await nodeRed.deploy(onTab(controllerNode(simulator.url), trafficNode("traffic"), debug));
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { msg: string }).msg.includes('"memory"'),
    );
    expect(sent(data)).toMatchObject({
      topic: "traffic",
      timestamp: expect.any(Number),
      payload: {
        up: expect.any(Number),
        down: expect.any(Number),
        uploadTotal: expect.any(Number),
        downloadTotal: expect.any(Number),
        memory: expect.any(Number),
      },
      pointsman: { controller: "controller", controllerName: "home" },
    });
    await nodeRed.comms.expect(
      ({ topic, data: status }) =>
        topic === "status/traffic" && /^↑.* ↓/.test((status as { text?: string }).text ?? ""),
    );
  });

  test("nodes of one controller share one stream", async () => {
    const nodes = ["one", "two", "three"].map((id) => trafficNode(id));
    await nodeRed.deploy(onTab(controllerNode(simulator.url), ...nodes, debug));
    for (const id of ["one", "two", "three"]) {
      await nodeRed.comms.expect(
        ({ topic, data: status }) =>
          topic === `status/${id}` && (status as { text?: string }).text?.startsWith("↑") === true,
      );
    }
    expect(simulator.faults.openStreams("/traffic")).toBe(1);
  });

  test("after the core was away, the first message says how long", async () => {
    await nodeRed.deploy(onTab(controllerNode(simulator.url), trafficNode("back"), debug));
    // Rates of this very node: only a stream that was there can be lost.
    await nodeRed.comms.expect(
      ({ topic, data: status }) =>
        topic === "status/back" && (status as { text?: string }).text?.startsWith("↑") === true,
    );
    await simulator.restart();
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { msg: string }).msg.includes('"gap"'),
      120_000,
    );
    expect(sent(data)["gap"]).toBeGreaterThan(0);
  });

  test("a source that cannot read tells Catch nodes why, once", async () => {
    simulator.faults.set("/", { kind: "unauthorized" });
    await nodeRed.deploy(
      onTab(
        controllerNode(simulator.url),
        trafficNode("refused", { wires: [[]] }),
        { id: "catch", type: "catch", z: "tab", scope: ["refused"], wires: [["caught"]] },
        { ...debug, id: "caught", complete: "error" },
      ),
    );
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { id: string }).id === "caught",
    );
    expect(sent(data)).toMatchObject({ code: "unauthorized", cause: { row: "traffic.stream" } });
  });

  test("a source with a wrong interval says so instead of starting", async () => {
    await nodeRed.deploy(
      onTab(
        controllerNode(simulator.url),
        trafficNode("hasty", { every: "0.01", wires: [[]] }),
        { id: "catch2", type: "catch", z: "tab", scope: ["hasty"], wires: [["caught2"]] },
        { ...debug, id: "caught2", complete: "error" },
      ),
    );
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { id: string }).id === "caught2",
    );
    expect(sent(data)).toMatchObject({ code: "invalid-input", message: expect.stringContaining("0.01") });
  });

  test("a deploy does not wait for requests and streams that hang, of any node", async () => {
    simulator.faults.set("/", { kind: "hang" });
    simulator.record.clear();
    const flow = onTab(
      controllerNode(simulator.url),
      appNode,
      ...everyNode("hanging"),
      ...httpFlow("hang", requestNode("version.get")),
    );
    await nodeRed.deploy(flow);
    const ender = new AbortController();
    const pending = fetch(`${nodeRed.url}/hang`, { method: "POST", signal: ender.signal }).catch(() => "ended");
    await simulator.record.expect({ path: "/version" });
    // Waits ten seconds at most; Node-RED itself would give up on a node after fifteen.
    await nodeRed.deploy(onTab());
    ender.abort();
    expect(await pending).toBe("ended");
    expect(nodeRed.log()).not.toContain("Close timed out");
  });

  test("twenty redeploys of every node leave no socket, timer or listener behind", async () => {
    const flow = (round: number): FlowNode[] =>
      onTab(
        controllerNode(simulator.url, { name: `round ${round}` }),
        appNode,
        ...everyNode(`round ${round}`),
        ...httpFlow("version", requestNode("version.get", {}, { name: `round ${round}` })),
        ...resources,
      );
    const round = async (number: number): Promise<Resources> => {
      simulator.record.clear();
      await nodeRed.deploy(flow(number), "nodes");
      await sendThrough(nodeRed, "version");
      await simulator.record.expect({ path: "/traffic" });
      return await held();
    };
    const before = await round(0);
    for (let number = 1; number < 20; number++) await round(number);
    const after = await round(20);
    expect(after.sockets).toBeLessThanOrEqual(before.sockets + 2);
    expect(after.timers).toBeLessThanOrEqual(before.timers + 3);
    expect(after.listeners).toBe(before.listeners);
    expect(simulator.faults.openStreams("/traffic")).toBe(1);
    expect(nodeRed.log()).not.toMatch(/MaxListenersExceeded|Uncaught|Unhandled/i);
  });

  test("a controller inside a subflow serves its own nodes", async () => {
    const pipe = { in: [{ wires: [{ id: "inner" }] }], out: [{ wires: [{ id: "inner", port: 0 }] }] };
    await nodeRed.deploy(
      onTab(
        { id: "sub", type: "subflow", name: "asks", ...pipe },
        { ...controllerNode(simulator.url), id: "inner-controller", z: "sub" },
        { id: "inner", z: "sub", wires: [[]], ...requestNode("version.get", {}, { controller: "inner-controller" }) },
        ...httpFlow("sub", { type: "subflow:sub" }),
      ),
    );
    const { message } = await sendThrough(nodeRed, "sub");
    expect(message).toMatchObject({
      payload: { version: expect.any(String) },
      pointsman: { controller: "inner-controller" },
    });
    const names = await fetch(`${nodeRed.url}/pointsman/controllers/inner-controller/names?kind=group`);
    expect(await names.json()).toMatchObject({
      names: expect.arrayContaining([{ name: "Proxy", note: expect.any(String) }]),
    });
  });
});
