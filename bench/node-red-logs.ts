import { controllerNode, onTab } from "../packages/node-red-nodes/test/harness/flows.ts";
import { startNodeRed } from "../packages/node-red-nodes/test/harness/node-red.ts";
import { packNodes } from "../packages/node-red-nodes/test/harness/package-tarball.ts";
import type { Benchmark } from "./measure.ts";
import { startHelper } from "./processes.ts";

const linesPerSecond = 50_000;
const seconds = 30;
const idleSeconds = 5;
const targetMs = 50;
/** How much RSS may grow in the last third and still count as flat; in the first the heap finds its size. */
const flatGrowth = 0.1;

interface Sample {
  readonly p99Ms: number;
  readonly rss: number;
  readonly lines: number;
}

/** Inside Node-RED: what the logs node told since the last look, and how late the event loop was. */
const look = `const { perf, process } = global.get("tools");
  const monitor = global.get("monitor") ?? perf.monitorEventLoopDelay({ resolution: 10 });
  global.set("monitor", monitor);
  monitor.enable();
  msg.payload = { p99Ms: monitor.percentile(99) / 1e6, rss: process.memoryUsage().rss, lines: flow.get("lines") ?? 0 };
  monitor.reset();
  flow.set("lines", 0);
  return msg;`;
const count = 'flow.set("lines", (flow.get("lines") ?? 0) + msg.payload.length + (msg.dropped ?? 0));';

/** A flood of log lines into the logs node: the flow must stay alive. */
export const nodeRedLogs: Benchmark = {
  name: "nr-logs",
  async run() {
    await using server = startHelper("log-server.ts", [String(linesPerSecond)]);
    const { url } = (await server.next()) as { url: string };
    const tarball = await packNodes();
    const tools = 'functionGlobalContext: { tools: { process, perf: require("node:perf_hooks") } },';
    const nodeRed = await startNodeRed({ tarball, settings: tools });
    const sample = async (): Promise<Sample> => (await (await fetch(`${nodeRed.url}/look`)).json()) as Sample;
    const logs = { type: "pointsman-logs", controller: "controller", level: "info", mode: "list", limit: "20" };
    try {
      const flow = (isDisabled: boolean) =>
        onTab(
          controllerNode(url),
          { ...logs, d: isDisabled, id: "logs", z: "tab", name: "", include: "", exclude: "", wires: [["count"]] },
          { id: "count", type: "function", z: "tab", func: count, outputs: 0, wires: [] },
          { id: "in", type: "http in", z: "tab", url: "/look", method: "get", wires: [["look"]] },
          { id: "look", type: "function", z: "tab", func: look, outputs: 1, wires: [["out"]] },
          { id: "out", type: "http response", z: "tab", wires: [] },
        );
      // What the machine does to a Node-RED that has nothing to do.
      await nodeRed.deploy(flow(true));
      await sample();
      await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
      const idle = await sample();
      await nodeRed.deploy(flow(false));
      await nodeRed.comms.expect(
        ({ topic, data }) => topic === "status/logs" && (data as { fill?: string }).fill === "green",
      );
      await sample();
      const samples: Sample[] = [];
      for (let third = 0; third < 3; third += 1) {
        await new Promise((resolve) => setTimeout(resolve, (seconds * 1000) / 3));
        samples.push(await sample());
      }
      const worst = Math.max(...samples.map(({ p99Ms }) => p99Ms));
      const lines = samples.reduce((sum, each) => sum + each.lines, 0);
      const growth = (samples.at(-1)?.rss ?? 0) / (samples[1]?.rss ?? 1) - 1;
      return {
        name: "nr-logs",
        ours: worst,
        baseline: null,
        unit: "ms p99",
        ratio: worst / targetMs,
        target: `< ${targetMs} ms, RSS flat`,
        met: worst < targetMs && growth < flatGrowth,
        note: `${idle.p99Ms.toFixed(0)} ms without the flood; ${Math.round(lines / seconds)} lines/s counted, RSS ${(growth * 100).toFixed(1)} % in the last third`,
      };
    } finally {
      await nodeRed.stop();
      tarball.remove();
    }
  },
};
