import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Benchmark, compared, median } from "./measure.ts";
import { startHelper } from "./processes.ts";

const rounds = 21;
const cli = path.join(import.meta.dirname, "..", "packages", "pointsman", "dist", "cli.js");

function timed(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited ${status}: ${stderr}`);
  return performance.now() - start;
}

/** A cold call of the built command line against an empty Node.js. */
export const start: Benchmark = {
  name: "start",
  async run() {
    if (!existsSync(cli)) throw new Error("packages/pointsman/dist/cli.js is missing: run `npm run build` first");
    await using server = startHelper("http-server.ts");
    const { url } = (await server.next()) as { url: string };
    const times = { ours: [] as number[], baseline: [] as number[] };
    for (let round = -2; round < rounds; round += 1) {
      const baseline = timed(["-e", "0"]);
      const ours = timed([cli, "call", "version.get", "--controller", url]);
      // The first rounds fill the page cache and the compile cache, as any second call of a day finds them.
      if (round < 0) continue;
      times.ours.push(ours);
      times.baseline.push(baseline);
    }
    return compared("start", { ours: median(times.ours), baseline: median(times.baseline) }, 4, "ms");
  },
};
