import { describe, expect, test } from "vitest";
import type { StoredField } from "../src/catalog/action.ts";
import {
  controllerNode,
  debugNode,
  type FlowNode,
  httpFlow,
  type NodeProperties,
  onTab,
  requestNode,
  sendThrough,
  taskNode,
} from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

const of = (value: string, type = "str"): StoredField => ({ value, type });
const source = { type: "pointsman-traffic", z: "tab", name: "", every: "1", memory: false, schema: 1, wires: [[]] };

/** A subflow that hands each message to one node. */
function subflow(id: string, inner: NodeProperties, more: Readonly<Record<string, unknown>> = {}): FlowNode[] {
  const pipe = {
    in: [{ wires: [{ id: `${id}-inner` }] }],
    out: [{ wires: [{ id: `${id}-inner`, port: 0 }] }],
  };
  return [
    { id, type: "subflow", name: id, ...pipe, ...more },
    { ...inner, id: `${id}-inner`, z: id, x: 100, y: 100, wires: [[]] },
  ];
}

describe("controllers in a real Node-RED", () => {
  const house = useSimulatedHouse({ env: { CORE: "right-controller" } });
  const controller = (id: string, more: Readonly<Record<string, unknown>> = {}): FlowNode => ({
    ...controllerNode(house.simulator.url, more),
    id,
  });

  test("that are missing, disabled or of another type are an error of each message, and of nothing else", async () => {
    const wrong = { missing: "nowhere", disabled: "off", other: "app", none: "" };
    await house.nodeRed.deploy(
      onTab(
        controller("off", { d: true }),
        { id: "app", type: "pointsman-app", name: "", url: "http://127.0.0.1:9", schema: 1 },
        ...Object.entries(wrong).flatMap(([name, id]) => [
          ...httpFlow(name, requestNode("version.get", {}, { controller: id })),
          { ...source, id: `source-${name}`, controller: id },
        ]),
      ),
    );
    for (const name of Object.keys(wrong)) {
      const { message } = await sendThrough(house.nodeRed, name);
      expect(message.error, name).toMatchObject({
        code: "invalid-input",
        message: expect.stringContaining("controller"),
      });
      await house.nodeRed.comms.expect(
        ({ topic, data }) =>
          topic === `status/source-${name}` && (data as { text?: string }).text === "status.noController",
      );
    }
  });

  test("that is deleted leaves its nodes without one, and one that comes again serves them", async () => {
    const asking = httpFlow("asking", requestNode("version.get"));
    await house.nodeRed.deploy(onTab(controller("controller"), ...asking));
    expect((await sendThrough(house.nodeRed, "asking")).status).toBe(200);
    await house.nodeRed.deploy(onTab(...asking));
    expect((await sendThrough(house.nodeRed, "asking")).message.error?.code).toBe("invalid-input");
    await house.nodeRed.deploy(onTab(controller("controller"), ...asking));
    expect((await sendThrough(house.nodeRed, "asking")).status).toBe(200);
  });

  test("of a newer version refuse, as do nodes of one, and say so", async () => {
    await house.nodeRed.deploy(
      onTab(
        controller("controller"),
        controller("newer", { schema: 2 }),
        ...httpFlow("new-controller", requestNode("version.get", {}, { controller: "newer" })),
        ...httpFlow("new-request", requestNode("version.get", {}, { schema: 2 })),
        ...httpFlow("new-task", taskNode("dns", "flush", {}, { schema: "7" })),
        { ...source, id: "new-source", controller: "controller", schema: 2 },
        { id: "catch", type: "catch", z: "tab", scope: ["new-source"], wires: [["caught"]] },
        debugNode("caught", { complete: "error" }),
      ),
    );
    for (const name of ["new-controller", "new-request", "new-task"]) {
      const { message } = await sendThrough(house.nodeRed, name);
      expect(message.error).toMatchObject({ code: "invalid-input", message: expect.stringContaining("newer version") });
    }
    await house.nodeRed.comms.expect(
      ({ topic, data }) => topic === "debug" && JSON.stringify(data).includes("newer version"),
    );
  });

  test("of two instances of a subflow have the settings of their own instance", async () => {
    const inner = requestNode("proxies.get", { proxy: of("GROUP", "env") }, { controller: "instance-controller" });
    const env = (policy: string, group: string) => [
      { name: "POLICY", type: "str", value: policy },
      { name: "GROUP", type: "str", value: group },
    ];
    await house.nodeRed.deploy(
      onTab(
        ...subflow("reads", inner, { env: env("none", "Proxy") }),
        { ...controller("instance-controller", { policy: "${POLICY}" }), z: "reads" },
        ...subflow("flushes", requestNode("flush-dns", {}, { controller: "second" }), { env: env("none", "") }),
        { ...controller("second", { policy: "${POLICY}" }), z: "flushes" },
        ...httpFlow("first", { type: "subflow:reads", env: env("none", "GLOBAL") }),
        ...httpFlow("second", { type: "subflow:reads" }),
        ...httpFlow("careful", { type: "subflow:flushes" }),
        ...httpFlow("bold", { type: "subflow:flushes", env: env("reversible", "") }),
      ),
    );
    const answers = await Promise.all(["first", "second"].map((name) => sendThrough(house.nodeRed, name)));
    expect(answers.map(({ message }) => (message.payload as { name: string }).name)).toEqual(["GLOBAL", "Proxy"]);
    expect((await sendThrough(house.nodeRed, "bold")).status).toBe(200);
    expect((await sendThrough(house.nodeRed, "careful")).message).not.toHaveProperty("payload.tookMs");
  });

  test("may be named by an environment variable", async () => {
    await house.nodeRed.deploy(
      onTab(
        controller("right-controller"),
        ...httpFlow("named", requestNode("version.get", {}, { controller: "${CORE}" })),
      ),
    );
    expect((await sendThrough(house.nodeRed, "named")).message).toMatchObject({
      payload: { version: expect.any(String) },
      pointsman: { controller: "right-controller" },
    });
  });

  test("whose core is away through twenty redeploys have one socket when it is back, and send no old command", async () => {
    const flow = (round: number): FlowNode[] =>
      onTab(
        controllerNode(house.simulator.url, { name: `round ${round}` }),
        { ...source, id: "watching", controller: "controller", name: `round ${round}` },
        ...httpFlow("switch", requestNode("select-node", { group: of("Proxy"), node: of("DIRECT") })),
      );
    house.simulator.faults.set("/", { kind: "drop" });
    for (let round = 0; round < 20; round++) {
      await house.nodeRed.deploy(flow(round), "nodes");
      expect((await sendThrough(house.nodeRed, "switch")).message.error?.code).toBe("unreachable");
    }
    house.simulator.faults.clear();
    house.simulator.record.clear();
    await house.nodeRed.comms.expect(
      ({ topic, data }) => topic === "status/watching" && (data as { text?: string }).text?.startsWith("↑") === true,
    );
    expect(house.simulator.faults.openStreams("/traffic")).toBe(1);
    expect(house.simulator.record.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(house.nodeRed.log()).not.toMatch(/Uncaught|Unhandled|Close timed out/i);
  });
});
