import { spawn } from "node:child_process";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openHouse } from "./house.ts";

const frameMs = 2000;
const flushMs = 10_000;
const hourMs = 3_600_000;
const hours = Number(process.argv[2] ?? 24);
const newline = 0x0a;
/** Several times what they have. */
const maxFrameBytes = 4 << 20;

/** What the process holds once everything that can go is gone, in MB. */
function memoryMb(): { readonly resident: number; readonly live: number } {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss / 1e6, live: (heapUsed + external) / 1e6 };
}

/**
 * The lines of another process, one by one, each with its end and valid until the one after the next. They are gathered in
 * the same two places: a new one for each, gigabytes in a day, would scatter the allocator's memory by itself.
 */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let [line, other] = [Buffer.allocUnsafeSlow(maxFrameBytes), Buffer.allocUnsafeSlow(maxFrameBytes)];
  let length = 0;
  for await (const chunk of stream) {
    let at = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, at)) {
      length += chunk.copy(line, length, at, end + 1);
      yield line.subarray(0, length);
      [line, other] = [other, line];
      length = 0;
      at = end + 1;
    }
    length += chunk.copy(line, length, at);
  }
}

// A program of its own: it holds a ledger and the frame that it reads, and nothing else. Prints one line of JSON.
const startMs = Date.parse("2026-11-24T00:00:00Z");
let nowMs = startMs;
const house = openHouse({ now: () => nowMs, timeZone: "UTC" });
const spentMs = { frames: 0, flushes: 0 };
const timed = (what: keyof typeof spentMs, work: () => void): void => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  spentMs[what] += (user + system) / 1000;
};

const frames = (hours * hourMs) / frameMs;
const program = path.join(import.meta.dirname, "day-traffic-process.ts");
const traffic = spawn(process.execPath, [...process.execArgv, program, String(frames), String(60_000 / frameMs)], {
  stdio: ["ignore", "pipe", "inherit"],
});
const afterHours = [memoryMb()];
for await (const bytes of linesOf(traffic.stdout)) {
  timed("frames", () => house.send(bytes));
  nowMs += frameMs;
  if (nowMs % flushMs === 0) timed("flushes", () => house.ledger.flush());
  if (nowMs % hourMs === 0) afterHours.push(memoryMb());
}
const fileMb = house.size() / 1e6;
house.end();
process.stdout.write(`${JSON.stringify({ afterHours, spentMs, fileMb, dayMs: nowMs - startMs })}\n`);
