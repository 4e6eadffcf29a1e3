import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildNodes } from "@pointsman/node-red-nodes/build";
import { controllerNode, onTab } from "../packages/node-red-nodes/test/harness/flows.ts";
import { startNodeRed } from "../packages/node-red-nodes/test/harness/node-red.ts";
import { packNodes } from "../packages/node-red-nodes/test/harness/package-tarball.ts";
import { type Benchmark, median } from "./measure.ts";
import { startHelper } from "./processes.ts";

const nodes = 3000;
const namesTargetMs = 100;
const maxRows = 50;
/** What somebody types, key by key. */
const typed = ["", "香", "香港", "香港 2", "香港 29", "香港 299", "香港 2999"];

/** Names of nodes while typing: the slowest key, the first of which reads the list from the core. */
export const nodeRedNames: Benchmark = {
  name: "nr-names",
  async run() {
    await using server = startHelper("http-server.ts", [String(nodes)]);
    const { url } = (await server.next()) as { url: string };
    const tarball = await packNodes();
    const nodeRed = await startNodeRed({ tarball });
    const rounds = 5;
    try {
      const controllers = Array.from({ length: rounds + 1 }, (_each, index) => ({
        ...controllerNode(url),
        id: `controller-${index}`,
      }));
      await nodeRed.deploy(onTab(...controllers));
      const slowest: number[] = [];
      let rows = 0;
      // Each controller has a list of its own, so each round begins with an empty cache; the first one warms up.
      for (const { id } of controllers) {
        const times: number[] = [];
        for (const text of typed) {
          const startedAt = performance.now();
          const address = `${nodeRed.url}/pointsman/controllers/${id}/names?kind=node&q=${encodeURIComponent(text)}`;
          const { names } = (await (await fetch(address)).json()) as { names: readonly unknown[] };
          times.push(performance.now() - startedAt);
          rows = Math.max(rows, names.length);
        }
        slowest.push(Math.max(...times));
      }
      const ours = median(slowest.slice(1));
      return {
        name: "nr-names",
        ours,
        baseline: null,
        unit: "ms for the slowest key",
        ratio: ours / namesTargetMs,
        target: `< ${namesTargetMs} ms, <= ${maxRows} rows`,
        met: ours < namesTargetMs && rows <= maxRows && rows > 0,
        note: `${nodes} names, at most ${rows} rows`,
      };
    } finally {
      await nodeRed.stop();
      tarball.remove();
    }
  },
};

const weightTarget = 150_000;

/** What the editor loads of the package with every start: the HTML of all nodes and of the plugin. */
export const nodeRedWeight: Benchmark = {
  name: "nr-weight",
  async run() {
    const out = mkdtempSync(path.join(tmpdir(), "nr-weight-"));
    try {
      await buildNodes(out);
      const html = ["nodes", "plugins"].flatMap((folder) =>
        readdirSync(path.join(out, folder))
          .filter((file) => file.endsWith(".html"))
          .map((file) => path.join(out, folder, file)),
      );
      const ours = html.reduce((sum, file) => sum + statSync(file).size, 0);
      return {
        name: "nr-weight",
        ours: ours / 1000,
        baseline: null,
        unit: "kB",
        ratio: ours / weightTarget,
        target: `<= ${weightTarget / 1000} kB`,
        met: ours <= weightTarget,
        note: `${html.length} files`,
      };
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
};
