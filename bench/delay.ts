import { openController } from "@pointsman/core";
import { type Benchmark, compared } from "./measure.ts";
import { startHelper } from "./processes.ts";

const deadlineMs = 1000;
/** Tests at a time at most; the engine's own figure, stated here on its own. */
const cap = 16;

/** Every node of a big subscription, one by one. */
export const delay2000: Benchmark = {
  name: "delay-2000",
  async run() {
    await using core = startHelper("delay-server.ts", [String(deadlineMs)]);
    const { url, nodes, sumMs } = (await core.next()) as { url: string; nodes: number; sumMs: number };
    await using controller = openController({ url });
    const options = { actor: { outlet: "command-line", id: "bench" } } as const;
    const startedAt = performance.now();
    const { results, best } = await controller.run("test-delay", { all: true, timeoutMs: deadlineMs }, options);
    const ours = performance.now() - startedAt;
    const dead = results.filter(({ delay }) => delay === null).length;
    if (results.length !== nodes || dead !== nodes / 5) {
      throw new Error(`${results.length} of ${nodes} nodes were tested, ${dead} are said to be dead`);
    }
    const note = `${nodes} nodes, ${dead} dead, the best ${best?.delay} ms; the baseline is the sum of their times ÷ ${cap}`;
    return compared("delay-2000", { ours, baseline: sumMs / cap }, 1.3, "ms", note);
  },
};
