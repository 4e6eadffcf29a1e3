import { openController } from "@pointsman/core";
import WebSocket from "ws";

// Reads log lines for some seconds, keeps the errors, and says what that cost. Usage: log-reader.ts ours|baseline URL SECONDS
const [side, url = "", seconds = "10"] = process.argv.slice(2);
const warmUpMs = 2000;
let errors = 0;
let lines = 0;

const stop = side === "ours" ? ours() : baseline();
await pause(warmUpMs);
const from = { cpu: process.cpuUsage(), lines, rss: process.memoryUsage().rss };
const rss: number[] = [];
for (let elapsed = 0; elapsed < Number(seconds); elapsed += 1) {
  await pause(1000);
  rss.push(process.memoryUsage().rss);
}
const { user, system } = process.cpuUsage(from.cpu);
console.log(
  JSON.stringify({
    perLineNs: ((user + system) * 1000) / (lines - from.lines),
    lines: lines - from.lines,
    errors,
    rss,
  }),
);
await stop();
process.exit(0);

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The supervised stream, filtered to errors through its hot path. */
function ours(): () => Promise<void> {
  const controller = openController({ url, secret: "bench" });
  const close = controller.streams.logs("info").onEvent((event) => {
    if (event.kind !== "frame") return;
    lines += 1;
    if (event.frame.type === "error") errors += 1;
  });
  return async () => {
    close();
    await controller.close();
  };
}

/** The least that anybody would write. */
function baseline(): () => Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/logs?level=info`, { perMessageDeflate: false });
  socket.on("message", (data: Buffer) => {
    const line = JSON.parse(data.toString()) as { type: string };
    lines += 1;
    if (line.type === "error") errors += 1;
  });
  return async () => socket.terminate();
}
