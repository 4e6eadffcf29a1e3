import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { startSimulator } from "@pointsman/simulator";
import { startEmbeddedBroker } from "@pointsman/simulator/testing";
import { startByteCounter } from "./byte-counter.ts";
import { type Benchmark, compared } from "./measure.ts";

const cli = path.join(import.meta.dirname, "..", "packages", "pointsman", "src", "cli.ts");
/** What dashboards do. */
const pollMs = 10_000;
/** The start is measured apart: a day has one of it. */
const startMs = 20_000;
const measuredMs = 120_000;

/** `pointsman run` with a bridge and without a ledger. */
async function startApp(core: string, broker: string): Promise<AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
  const config = path.join(folder, "pointsman.yaml");
  const lines = [`controllers: { home: { url: "${core}" } }`, `mqtt: { url: "${broker}" }`, "ledger: off"];
  writeFileSync(config, [...lines, "state-dir: state"].join("\n"));
  const flags = ["--conditions=@pointsman/source", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, cli, "run", "--config", config], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = createInterface({ input: child.stdout });
  const connected = new Promise<void>((resolve, reject) => {
    output.on("line", (line) => (line.includes("connected to the broker") ? resolve() : undefined));
    output.on("close", () => reject(new Error("pointsman run ended before it was connected")));
  });
  await connected;
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) {
        child.kill();
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fetches both lists as a dashboard of today does, until it is told to stop. */
async function poll(core: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const place of ["/proxies", "/connections"]) await (await fetch(`${core}${place}`)).arrayBuffer();
    await pause(pollMs, undefined, { signal }).catch(() => {});
  }
}

/** What the core has to send in a minute, while a whole house is kept up to date on the broker. */
export const coreBytes: Benchmark = {
  name: "core-bytes",
  async run() {
    await using core = await startSimulator({ scenario: "home" });
    await using stack = new AsyncDisposableStack();
    const broker = stack.adopt(await startEmbeddedBroker(), (running) => running.stop());
    await using ours = await startByteCounter(core.url);
    await using baseline = await startByteCounter(core.url);
    const end = new AbortController();
    const polling = poll(baseline.url, end.signal);
    let figures: { ours: number; baseline: number };
    let start: number;
    {
      await using _app = await startApp(ours.url, broker.url);
      await pause(startMs);
      start = ours.take();
      baseline.take();
      await pause(measuredMs);
      const minutes = measuredMs / 60_000;
      figures = { ours: ours.take() / minutes, baseline: baseline.take() / minutes };
    }
    end.abort();
    await polling;
    const note = `headers included; the start costs ${(start / 1000).toFixed(0)} kB once`;
    return compared("core-bytes", figures, 0.4, "bytes per minute", note);
  },
};
