import { type Benchmark, compared, median } from "./measure.ts";
import { startHelper } from "./processes.ts";

interface Reading {
  readonly perLineNs: number;
  readonly lines: number;
  readonly errors: number;
  readonly rss: readonly number[];
}

const linesPerSecond = 50_000;
const rounds = 3;
const longSeconds = 60;

async function read(side: "ours" | "baseline", seconds: number): Promise<Reading> {
  await using server = startHelper("log-server.ts", [String(linesPerSecond)]);
  const { url } = (await server.next()) as { url: string };
  await using reader = startHelper("log-reader.ts", [side, url, String(seconds)]);
  return (await reader.next()) as Reading;
}

/** CPU time per line, each side in a process of its own, by turns; then a minute of ours for the memory. */
export const logs: Benchmark = {
  name: "logs",
  async run() {
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      baseline.push((await read("baseline", 8)).perLineNs);
      ours.push((await read("ours", 8)).perLineNs);
    }
    const long = await read("ours", longSeconds);
    const half = Math.floor(long.rss.length / 2);
    const growth = median(long.rss.slice(half)) / median(long.rss.slice(0, half)) - 1;
    const rate = Math.round(long.lines / longSeconds);
    const note = `${rate} lines/s for ${longSeconds} s, ${long.errors} errors kept, RSS ${(growth * 100).toFixed(1)} % between the halves`;
    return compared("logs", { ours: median(ours), baseline: median(baseline) }, 1.3, "ns CPU per line", note);
  },
};
