import { describe, expect, test } from "vitest";
import { appNode, everyNode } from "./harness/every-node.ts";
import { controllerNode, type FlowNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

interface Resources {
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
  /** Bytes that live after a collection. */
  readonly heap: number;
}

/** Answers with what the process holds. A second collection takes what the first one's finalizers have let go. */
const resources: FlowNode[] = httpFlow("resources", {
  type: "function",
  outputs: 1,
  func: `const process = global.get("process");
    const gc = global.get("gc");
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
    gc();
    const names = process.getActiveResourcesInfo();
    msg.payload = {
      sockets: names.filter((name) => name === "TCPSocketWrap").length,
      timers: names.filter((name) => name === "Timeout").length,
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
      heap: process.memoryUsage().heapUsed,
    };
    return msg;`,
});

/** What code that is compiled late and caches that fill may take; a node that stayed would take more, a hundred times. */
const heapRoom = 2_000_000;

/** What is more than before by more than what comes and goes with single requests. */
function grown(before: Resources, after: Resources): string[] {
  const room: Resources = { sockets: 5, timers: 5, listeners: 0, heap: heapRoom };
  return (Object.keys(room) as (keyof Resources)[])
    .filter((name) => after[name] > before[name] + room[name])
    .map((name) => `${name}: ${before[name]}, then ${after[name]}`);
}

describe("a hundred redeploys of every node", () => {
  const house = useSimulatedHouse({ flags: ["--expose-gc"] });

  const flow = (round: number): FlowNode[] =>
    onTab(
      controllerNode(house.simulator.url, { name: `round ${round}` }),
      appNode,
      ...everyNode({ every: "1", name: `round ${round}` }),
      ...httpFlow("version", requestNode("version.get", {}, { name: `round ${round}` })),
      ...resources,
    );

  /** Every node of ours is another one after it, and all of them work. */
  const redeploy = async (round: number): Promise<void> => {
    house.simulator.record.clear();
    await house.nodeRed.deploy(flow(round), "nodes");
    await sendThrough(house.nodeRed, "version");
    await house.simulator.record.expect({ path: "/traffic" });
  };
  const held = async (): Promise<Resources> =>
    (await sendThrough(house.nodeRed, "resources")).message.payload as Resources;

  test("leave no socket, timer, listener or memory behind", async () => {
    // In the first ones code is compiled and pools are filled.
    for (let round = 0; round <= 20; round++) await redeploy(round);
    const before = await held();
    for (let round = 21; round <= 120; round++) await redeploy(round);
    // Asked again while requests of the newest nodes are under way: what a redeploy left would never go.
    await expect.poll(async () => grown(before, await held())).toEqual([]);
    expect(house.simulator.faults.openStreams("/traffic")).toBe(1);
    expect(house.nodeRed.log()).not.toMatch(/MaxListenersExceeded|Uncaught|Unhandled|Close timed out/i);
  });
});
