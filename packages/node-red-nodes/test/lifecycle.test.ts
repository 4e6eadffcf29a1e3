import { describe, expect, test } from "vitest";
import { appNode, everyNode } from "./harness/every-node.ts";
import {
  controllerNode,
  debugNode,
  type FlowNode,
  httpFlow,
  onTab,
  requestNode,
  sendThrough,
} from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

function trafficNode(id: string, more: Readonly<Record<string, unknown>> = {}): FlowNode {
  const node = { type: "pointsman-traffic", z: "tab", controller: "controller", every: "1", memory: true, schema: 1 };
  return { ...node, id, name: "", wires: [["debug"]], ...more };
}

const debug = debugNode("debug");

describe("nodes that come and go in a real Node-RED", () => {
  const house = useSimulatedHouse();

  /** Debug messages hold the sent message as JSON. */
  const sent = (data: unknown): Record<string, unknown> =>
    JSON.parse((data as { msg: string }).msg) as Record<string, unknown>;

  test("the traffic node tells rates, totals and memory, and shows the rates", async () => {
    await house.nodeRed.deploy(onTab(controllerNode(house.simulator.url), trafficNode("traffic"), debug));
    const { data } = await house.nodeRed.comms.expect(
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
    await house.nodeRed.comms.expect(
      ({ topic, data: status }) =>
        topic === "status/traffic" && /^↑.* ↓/.test((status as { text?: string }).text ?? ""),
    );
  });

  test("nodes of one controller share one stream", async () => {
    const nodes = ["one", "two", "three"].map((id) => trafficNode(id));
    await house.nodeRed.deploy(onTab(controllerNode(house.simulator.url), ...nodes, debug));
    for (const id of ["one", "two", "three"]) {
      await house.nodeRed.comms.expect(
        ({ topic, data: status }) =>
          topic === `status/${id}` && (status as { text?: string }).text?.startsWith("↑") === true,
      );
    }
    expect(house.simulator.faults.openStreams("/traffic")).toBe(1);
  });

  test("after the core was away, the first message says how long", async () => {
    await house.nodeRed.deploy(onTab(controllerNode(house.simulator.url), trafficNode("back"), debug));
    // Rates of this very node: only a stream that was there can be lost.
    await house.nodeRed.comms.expect(
      ({ topic, data: status }) =>
        topic === "status/back" && (status as { text?: string }).text?.startsWith("↑") === true,
    );
    await house.simulator.restart();
    const { data } = await house.nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { msg: string }).msg.includes('"gap"'),
      120_000,
    );
    expect(sent(data)["gap"]).toBeGreaterThan(0);
  });

  test("a source that cannot read tells Catch nodes why, once", async () => {
    house.simulator.faults.set("/", { kind: "unauthorized" });
    await house.nodeRed.deploy(
      onTab(
        controllerNode(house.simulator.url),
        trafficNode("refused", { wires: [[]] }),
        { id: "catch", type: "catch", z: "tab", scope: ["refused"], wires: [["caught"]] },
        debugNode("caught", { complete: "error" }),
      ),
    );
    const { data } = await house.nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { id: string }).id === "caught",
    );
    expect(sent(data)).toMatchObject({ code: "unauthorized", cause: { row: "traffic.stream" } });
  });

  test("a source with a wrong interval says so instead of starting", async () => {
    await house.nodeRed.deploy(
      onTab(
        controllerNode(house.simulator.url),
        trafficNode("hasty", { every: "0.01", wires: [[]] }),
        { id: "catch2", type: "catch", z: "tab", scope: ["hasty"], wires: [["caught2"]] },
        debugNode("caught2", { complete: "error" }),
      ),
    );
    const { data } = await house.nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { id: string }).id === "caught2",
    );
    expect(sent(data)).toMatchObject({ code: "invalid-input", message: expect.stringContaining("0.01") });
  });

  test("a deploy does not wait for requests and streams that hang, of any node", async () => {
    house.simulator.faults.set("/", { kind: "hang" });
    house.simulator.record.clear();
    const flow = onTab(
      controllerNode(house.simulator.url),
      appNode,
      ...everyNode({ every: "1" }),
      ...httpFlow("hang", requestNode("version.get")),
    );
    await house.nodeRed.deploy(flow);
    const ender = new AbortController();
    const pending = fetch(`${house.nodeRed.url}/hang`, { method: "POST", signal: ender.signal }).catch(() => "ended");
    await house.simulator.record.expect({ path: "/version" });
    // Waits ten seconds at most; Node-RED itself would give up on a node after fifteen.
    await house.nodeRed.deploy(onTab());
    ender.abort();
    expect(await pending).toBe("ended");
    expect(house.nodeRed.log()).not.toContain("Close timed out");
  });

  test("a controller inside a subflow serves its own nodes", async () => {
    const pipe = { in: [{ wires: [{ id: "inner" }] }], out: [{ wires: [{ id: "inner", port: 0 }] }] };
    await house.nodeRed.deploy(
      onTab(
        { id: "sub", type: "subflow", name: "asks", ...pipe },
        { ...controllerNode(house.simulator.url), id: "inner-controller", z: "sub" },
        { id: "inner", z: "sub", wires: [[]], ...requestNode("version.get", {}, { controller: "inner-controller" }) },
        ...httpFlow("sub", { type: "subflow:sub" }),
      ),
    );
    const { message } = await sendThrough(house.nodeRed, "sub");
    expect(message).toMatchObject({
      payload: { version: expect.any(String) },
      pointsman: { controller: "inner-controller" },
    });
    const names = await fetch(`${house.nodeRed.url}/pointsman/controllers/inner-controller/names?kind=group`);
    expect(await names.json()).toMatchObject({
      names: expect.arrayContaining([{ name: "Proxy", note: expect.any(String) }]),
    });
  });
});
