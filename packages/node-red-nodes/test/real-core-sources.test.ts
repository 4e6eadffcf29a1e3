import { peer, type Peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredField } from "../src/catalog/action.ts";
import type { CommsMessage } from "./harness/comms.ts";
import { controllerNode, debugNode, type FlowNode, httpFlow, onTab, sendThrough, taskNode } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";
import { type RealHouse, startRealHouse } from "./harness/real-house.ts";

const of = (value: string, type = "str"): StoredField => ({ value, type });

/** The sources, each output on a debug node of its own. */
const sources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  traffic: { every: "1", memory: true },
  logs: { level: "info", include: "exact.test", exclude: "", mode: "each", limit: "20" },
  connections: { mode: "changes", every: "1", limit: "100", fields: { "filter.host": of("exact.test") } },
  events: { events: ["mode-changed", "group-selected", "nodes-renamed"], every: "1" },
  state: { task: "mode", fields: { compare: of("eq", "choice"), than: of("direct") }, changes: true, every: "1" },
};

interface Shown {
  readonly topic: string;
  readonly payload: unknown;
}

describe.runIf(peer("core"))("the nodes that send by themselves, on the real core", () => {
  let real: RealHouse;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [real, tarball] = await Promise.all([startRealHouse(peer("core") as Peer), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    const flows = Object.entries(sources).flatMap(([name, stored]): FlowNode[] => {
      const type = `pointsman-${name}`;
      const outputs = [`${name}-first`, `${name}-second`];
      const wires = outputs.map((output) => [output]);
      return [
        { id: name, type, z: "tab", name: "", controller: "controller", schema: 1, ...stored, wires },
        ...outputs.map((output) => debugNode(output)),
      ];
    });
    await nodeRed.deploy(
      onTab(
        controllerNode(real.core.url, { credentials: { secret: real.core.secret } }),
        ...flows,
        ...httpFlow("mode", taskNode("settings", "mode", { mode: of("mode", "msg") })),
        ...httpFlow("switch", taskNode("select", "exact", { group: of("Proxy"), node: of("node", "msg") })),
        ...httpFlow("update", taskNode("provider", "update", { provider: of("airport") })),
      ),
    );
    for (const name of ["events", "state", "logs"]) await status(name, "connected");
    await status("connections", /^\d+$/);
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await real?.stop();
    tarball?.remove();
  });

  const status = async (id: string, text: string | RegExp): Promise<void> => {
    await nodeRed.comms.expect(({ topic, data }) => {
      const shown = (data as { text?: string }).text ?? "";
      return topic === `status/${id}` && (typeof text === "string" ? shown.includes(text) : text.test(shown));
    });
  };
  const shownBy = ({ topic, data }: CommsMessage, debug: string): Shown | undefined => {
    const { id, msg } = data as { id?: string; msg?: string };
    return topic === "debug" && id === debug ? (JSON.parse(msg ?? "null") as Shown) : undefined;
  };
  /** The first message of an output that fits. */
  const told = async (debug: string, fits: (shown: Shown) => boolean): Promise<Shown> => {
    const found = await nodeRed.comms.expect((message) => {
      const shown = shownBy(message, debug);
      return shown !== undefined && fits(shown);
    });
    return shownBy(found, debug) as Shown;
  };

  test("traffic tells rates, totals and memory", async () => {
    const { payload } = await told(
      "traffic-first",
      (shown) => (shown.payload as { memory?: number }).memory !== undefined,
    );
    const number = expect.any(Number) as number;
    expect(payload).toEqual({ up: number, down: number, uploadTotal: number, downloadTotal: number, memory: number });
  });

  test("a device's connection is opened, logged with its rule and node, and closed with its bytes", async () => {
    const device = await real.connect("exact.test");
    const opened = await told("connections-first", ({ topic }) => topic === "opened");
    expect(opened.payload).toMatchObject([{ host: "exact.test", chain: expect.arrayContaining(["Proxy", "fast"]) }]);
    const logged = await told("logs-first", ({ topic }) => topic === "log");
    expect(logged.payload).toMatchObject({
      level: "info",
      host: "exact.test",
      rule: "Domain(exact.test)",
      via: "Proxy",
      node: "fast",
    });
    device.close();
    const closed = await told("connections-second", ({ topic }) => topic === "closed");
    expect((closed.payload as { download: number }[])[0]?.download).toBeGreaterThan(0);
  });

  test("a change of the mode is an event, and turns the state's output", async () => {
    await sendThrough(nodeRed, "mode", { mode: "direct" });
    expect((await told("events-first", ({ topic }) => topic === "mode-changed")).payload).toEqual({
      was: "rule",
      now: "direct",
    });
    expect((await told("state-first", () => true)).payload).toBe("direct");
    await sendThrough(nodeRed, "mode", { mode: "rule" });
    expect((await told("state-second", () => true)).payload).toBe("rule");
  });

  test("a switch is an event", async () => {
    await sendThrough(nodeRed, "switch", { node: "slow" });
    const { payload } = await told("events-first", ({ topic }) => topic === "group-selected");
    expect(payload).toMatchObject({ group: "Proxy", was: "fast", now: "slow" });
  });

  test("a subscription that rewords its nodes is an event", async () => {
    await sendThrough(nodeRed, "update");
    const { payload } = await told("events-first", ({ topic }) => topic === "nodes-renamed");
    expect(JSON.stringify(payload)).toContain("HK 01 | x1.2");
  });
});
