import { controllerNode, type FlowNode, onTab, requestNode } from "../packages/node-red-nodes/test/harness/flows.ts";
import { type NodeRed, startNodeRed } from "../packages/node-red-nodes/test/harness/node-red.ts";
import { packNodes, type PackageTarball } from "../packages/node-red-nodes/test/harness/package-tarball.ts";
import { type Benchmark, compared, type Measurement, median } from "./measure.ts";
import { startHelper } from "./processes.ts";

const messages = 300;

/** `GET /<name>` sends one message after the other through the node, and answers with the µs that each took. */
function loop(name: string, node: Readonly<Record<string, unknown>>): FlowNode[] {
  const at = (part: string): string => `${name}-${part}`;
  const begin = "msg.left = flow.get('messages'); msg.startedAt = process.hrtime.bigint().toString(); return msg;";
  const again = `msg.left -= 1;
    if (msg.error) { msg.payload = msg.error; return [null, msg]; }
    if (msg.left > 0) return [msg, null];
    const took = Number(process.hrtime.bigint() - BigInt(msg.startedAt)) / 1000;
    msg.payload = { each: took / ${messages} };
    return [null, msg];`;
  const code = (text: string): string =>
    `const process = global.get("process"); ${text.replace("flow.get('messages')", String(messages))}`;
  return [
    { id: at("in"), type: "http in", z: "tab", url: `/${name}`, method: "get", wires: [[at("begin")]] },
    { id: at("begin"), type: "function", z: "tab", func: code(begin), outputs: 1, wires: [[at("node")]] },
    { type: "", ...node, id: at("node"), z: "tab", wires: [[at("again")]] },
    { id: at("catch"), type: "catch", z: "tab", scope: [at("node")], wires: [[at("again")]] },
    { id: at("again"), type: "function", z: "tab", func: code(again), outputs: 2, wires: [[at("node")], [at("out")]] },
    { id: at("out"), type: "http response", z: "tab", wires: [] },
  ];
}

async function each(nodeRed: NodeRed, name: string): Promise<number> {
  const answer = (await (await fetch(`${nodeRed.url}/${name}`)).json()) as { each?: number };
  if (answer.each === undefined) throw new Error(`The loop ${name} ended with ${JSON.stringify(answer)}.`);
  return answer.each;
}

/** A message through the request node against Node-RED's own http request node, in one Node-RED, to the same URL. */
export const nodeRedRequest: Benchmark = {
  name: "nr-request",
  async run() {
    await using server = startHelper("http-server.ts");
    const { url } = (await server.next()) as { url: string };
    const tarball = await packNodes();
    const nodeRed = await startNodeRed({ tarball });
    try {
      const bare = { type: "http request", method: "GET", ret: "obj", url: `${url}/version`, persist: true };
      await nodeRed.deploy(
        onTab(controllerNode(url), ...loop("ours", requestNode("version.get")), ...loop("bare", bare)),
      );
      const times = { ours: [] as number[], bare: [] as number[] };
      for (let round = -2; round < 15; round += 1) {
        const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
        for (const side of order) {
          const took = await each(nodeRed, side);
          // The first rounds warm up both sides and do not count.
          if (round >= 0) times[side].push(took);
        }
      }
      const figures = { ours: median(times.ours), baseline: median(times.bare) };
      return compared("nr-request", figures, 1.2, "µs per message");
    } finally {
      await nodeRed.stop();
      tarball.remove();
    }
  },
};

interface Start {
  readonly ms: number;
  readonly mb: number;
}

async function measureStart(tarball: PackageTarball | undefined): Promise<Start> {
  const nodeRed = await startNodeRed(tarball === undefined ? {} : { tarball });
  try {
    const answer = await fetch(`${nodeRed.url}/diagnostics`);
    const { nodejs } = (await answer.json()) as { nodejs: { memoryUsage: { rss: number } } };
    return { ms: nodeRed.startMs, mb: nodejs.memoryUsage.rss / 1e6 };
  } finally {
    await nodeRed.stop();
  }
}

const loadTargetMs = 150;
const loadTargetMb = 15;

/** What the package adds to the start of a Node-RED without a flow of ours. */
export const nodeRedLoad: Benchmark = {
  name: "nr-load",
  async run(): Promise<Measurement> {
    const tarball = await packNodes();
    try {
      const starts = { with: [] as Start[], without: [] as Start[] };
      for (let round = 0; round < 7; round += 1) {
        starts.without.push(await measureStart(undefined));
        starts.with.push(await measureStart(tarball));
      }
      // The least disturbed start of each side: a start only ever gets slower by what else the machine does.
      const least = (side: keyof typeof starts, figure: keyof Start): number =>
        Math.min(...starts[side].map((start) => start[figure]));
      const added = (figure: keyof Start): number => least("with", figure) - least("without", figure);
      const [ms, mb] = [added("ms"), added("mb")];
      return {
        name: "nr-load",
        ours: ms,
        baseline: null,
        unit: "ms",
        ratio: ms / loadTargetMs,
        target: `<= ${loadTargetMs} ms and <= ${loadTargetMb} MB`,
        met: ms <= loadTargetMs && mb <= loadTargetMb,
        note: `${mb.toFixed(1)} MB more`,
      };
    } finally {
      tarball.remove();
    }
  },
};
