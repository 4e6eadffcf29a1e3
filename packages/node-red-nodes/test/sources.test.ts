import { describe, expect, test } from "vitest";
import type { StoredField } from "../src/catalog/action.ts";
import type { CommsMessage } from "./harness/comms.ts";
import { controllerNode, debugNode, type FlowNode, httpFlow, onTab, sendThrough, taskNode } from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

const of = (value: string, type = "str"): StoredField => ({ value, type });

/** Ids are told apart by test, as what one test showed stays in the record of the next. */
let serial = 0;

describe("the nodes that send by themselves, in a real Node-RED", () => {
  const house = useSimulatedHouse();

  interface Shown {
    readonly topic: string;
    readonly payload: unknown;
    readonly [property: string]: unknown;
  }

  /** Deploys one source, each output on a debug node of its own, and says how to await what they show. */
  const start = async (node: string, more: Readonly<Record<string, unknown>>, beside: readonly FlowNode[] = []) => {
    const id = `${node}-${++serial}`;
    const outputs = ["first", "second"].map((place) => `${id}-${place}`);
    const type = `pointsman-${node}`;
    const source = { id, type, z: "tab", name: "", controller: "controller", ...more };
    await house.nodeRed.deploy(
      onTab(
        controllerNode(house.simulator.url),
        { ...source, wires: outputs.map((output) => [output]) },
        ...outputs.map((output) => debugNode(output)),
        { id: `${id}-catch`, type: "catch", z: "tab", scope: [id], wires: [[`${id}-caught`]] },
        debugNode(`${id}-caught`, { complete: "error" }),
        ...beside,
      ),
    );
    const shown = (message: CommsMessage, name: string): Shown | undefined => {
      const data = message.data as { id?: string; msg?: string };
      if (message.topic !== "debug" || data.id !== name) return undefined;
      return JSON.parse(data.msg ?? "null") as Shown;
    };
    const expectAt = async (name: string, fits: (message: Shown) => boolean): Promise<Shown> => {
      const found = await house.nodeRed.comms.expect((message) => {
        const seen = shown(message, name);
        return seen !== undefined && fits(seen);
      });
      return shown(found, name) as Shown;
    };
    return {
      id,
      first: (fits: (message: Shown) => boolean = () => true) => expectAt(outputs[0] ?? "", fits),
      second: (fits: (message: Shown) => boolean = () => true) => expectAt(outputs[1] ?? "", fits),
      caught: () => expectAt(`${id}-caught`, () => true),
      count: (place: 0 | 1) =>
        house.nodeRed.comms.messages.filter((message) => shown(message, outputs[place] ?? "") !== undefined).length,
      status: (text: string) =>
        house.nodeRed.comms.expect(
          ({ topic, data }) => topic === `status/${id}` && (data as { text?: string }).text?.includes(text) === true,
        ),
    };
  };

  test("logs: lines arrive taken apart, those that do not fit do not, and what is over the limit is counted", async () => {
    const logs = await start("logs", { level: "info", include: "-->", exclude: "ads", mode: "each", limit: "2" });
    await logs.status("connected");
    const line = (host: string): string => `[TCP] 192.168.1.9:5 --> ${host}:443 match Match using Proxy[HK]`;
    house.simulator.world.log("info", "something else");
    for (const host of ["a.test", "ads.test", "b.test", "c.test", "d.test"])
      house.simulator.world.log("info", line(host));
    const first = await logs.first(({ topic }) => topic === "log");
    expect(first).toMatchObject({
      payload: { level: "info", host: "a.test", port: 443, rule: "Match", via: "Proxy", node: "HK" },
      timestamp: expect.any(Number),
      pointsman: { controller: "controller", controllerName: "home" },
    });
    expect(await logs.first(({ topic }) => topic === "dropped")).toMatchObject({ payload: null, dropped: 2 });
    expect(logs.count(0)).toBe(3);
  });

  test("logs as lists: one message a second with all lines and the count of the others", async () => {
    const logs = await start("logs", { level: "debug", mode: "list", limit: "3" });
    await logs.status("connected");
    for (let number = 0; number < 50; number++) house.simulator.world.log("debug", `line ${number}`);
    const { payload, dropped } = await logs.first();
    expect([(payload as unknown[]).length, dropped]).toEqual([3, 47]);
  });

  test("connections: what opens and closes is told with its bytes, of the device that is watched", async () => {
    const fields = { "filter.device": of("10.0.0.7") };
    const watch = await start("connections", { mode: "updates", every: "1", limit: "100", fields });
    await watch.status("0");
    const open = (sourceIP: string) => house.simulator.world.traffic.open({ sourceIP, host: "www.example.com" });
    const connections = [open("10.0.0.7"), open("10.0.0.8")];
    const opened = await watch.first(({ topic }) => topic === "opened");
    expect(opened.payload).toMatchObject([{ host: "www.example.com", device: "10.0.0.7", chain: expect.any(Array) }]);
    for (const connection of connections) connection?.transfer(10, 500);
    const updated = await watch.first(({ topic }) => topic === "updated");
    expect(updated.payload).toMatchObject([{ moved: { upload: 10, download: 500 } }]);
    for (const connection of connections) connection?.close();
    const closed = await watch.second();
    expect(closed).toMatchObject({ topic: "closed", payload: [{ device: "10.0.0.7", download: 500 }] });
  });

  test("connections as a snapshot: no more rows than asked for, and how many there are in all", async () => {
    const opened = Array.from({ length: 4 }, () => house.simulator.world.traffic.open({ sourceIP: "10.0.0.7" }));
    const watch = await start("connections", { mode: "snapshot", every: "1", limit: "3", fields: {} });
    const { payload, totals, dropped } = await watch.first();
    expect([(payload as unknown[]).length, totals, dropped]).toMatchObject([3, { count: 4 }, 1]);
    for (const connection of opened) connection?.close();
  });

  test("events: what is there at the start is none; a change of the ticked kind is one, and others are not", async () => {
    const events = await start("events", { events: ["mode-changed", "group-selected"], every: "1" }, [
      ...httpFlow("mode", taskNode("settings", "mode", { mode: of("mode", "msg") })),
    ]);
    await events.status("connected");
    await sendThrough(house.nodeRed, "mode", { mode: "direct" });
    expect(await events.first()).toMatchObject({ topic: "mode-changed", payload: { was: "rule", now: "direct" } });
    await sendThrough(house.nodeRed, "mode", { mode: "rule" });
    await events.first(({ payload }) => (payload as { now?: string }).now === "rule");
    expect(events.count(0)).toBe(2);
  });

  test("events: a core that goes away and comes back is told, and Catch hears why", async () => {
    const events = await start("events", { events: ["core-lost", "core-back"], every: "1" });
    await events.status("connected");
    house.simulator.faults.set("/", { kind: "unauthorized" });
    expect(await events.first(({ topic }) => topic === "core-lost")).toMatchObject({
      payload: { error: { code: "unauthorized", message: expect.any(String) } },
    });
    expect(await events.caught()).toMatchObject({ code: "unauthorized" });
    house.simulator.faults.clear();
    expect((await events.first(({ topic }) => topic === "core-back")).payload).toEqual({});
  });

  test("state: a change is told once on the side of its comparison, and a message is answered at once", async () => {
    const fields = { compare: of("eq", "choice"), than: of("direct") };
    const state = { task: "mode", fields, changes: true, every: "1", output: "payload" };
    const watch = await start("state", state, [
      ...httpFlow("mode", taskNode("settings", "mode", { mode: of("mode", "msg") })),
      ...httpFlow("ask", { ...taskNode("state", "mode", fields), changes: false }),
      ...httpFlow("gone", taskNode("state", "node-delay", { node: of("gone", "node") }, { changes: false })),
      ...httpFlow("unnamed", taskNode("state", "node-alive", {}, { changes: false })),
    ]);
    await watch.status("connected");
    await sendThrough(house.nodeRed, "mode", { mode: "direct" });
    expect(await watch.first()).toMatchObject({ topic: "mode", payload: "direct" });
    expect((await sendThrough(house.nodeRed, "ask")).message.payload).toBe("direct");
    await sendThrough(house.nodeRed, "mode", { mode: "global" });
    expect(await watch.second()).toMatchObject({ topic: "mode", payload: "global" });
    await sendThrough(house.nodeRed, "mode", { mode: "rule" });
    const answers = await Promise.all([sendThrough(house.nodeRed, "gone"), sendThrough(house.nodeRed, "unnamed")]);
    expect(answers.map(({ message }) => message.error?.code)).toEqual(["not-found", "invalid-input"]);
    expect([watch.count(0), watch.count(1)]).toEqual([1, 1]);
  });

  test("state: a core that is away is an answer to the question whether it is there", async () => {
    const watch = await start("state", { task: "online", fields: {}, changes: true, every: "1" });
    await watch.status("connected");
    house.simulator.faults.set("/", { kind: "unauthorized" });
    expect(await watch.first()).toMatchObject({ topic: "online", payload: false });
    house.simulator.faults.clear();
    expect((await watch.first(({ payload }) => payload === true)).topic).toBe("online");
  });

  test.each([
    ["logs", { level: "loud" }, "loud"],
    ["logs", { limit: "0" }, "limit"],
    ["connections", { every: "3" }, "3"],
    ["connections", { fields: { "filter.node": of("${NOT_SET}", "node") } }, "NOT_SET"],
    ["events", { every: "never" }, "never"],
    ["state", { task: "weather" }, "weather"],
    ["state", { task: "node-alive", fields: {} }, "node"],
  ])("a %s node with %j says so instead of starting", async (node, more, part) => {
    const source = await start(node, more);
    expect(await source.caught()).toMatchObject({ code: "invalid-input", message: expect.stringContaining(part) });
  });

  test("nothing was rejected unseen, and no close took too long", () => {
    expect(house.nodeRed.log()).not.toMatch(/Uncaught|Unhandled|Close timed out/i);
  });
});
