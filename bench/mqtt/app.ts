import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSimulator } from "@pointsman/simulator";
import type { Benchmark } from "../measure.ts";
import { startBroker } from "./broker.ts";

const cli = path.join(import.meta.dirname, "..", "..", "packages", "pointsman", "dist", "cli.js");
const minutes = 10;
const limitMb = 60;
const limitPercent = 1;
const ticksPerSecond = 100;

/** Resident memory in MB. */
function memoryOf({ pid }: ChildProcess): number {
  const [, kb = ""] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kb) * 1024) / 1e6;
}

/** CPU seconds so far. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}

/** The built app with the bridge as its only outlet and an idle house behind it, against a Node.js that does nothing. */
export const mqttRss: Benchmark = {
  name: "mqtt-rss",
  async run() {
    if (!existsSync(cli)) throw new Error("packages/pointsman/dist/cli.js is missing: run `npm run build` first");
    const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
    await using simulator = await startSimulator({ scenario: "home", life: false });
    const broker = await startBroker();
    const config = path.join(folder, "pointsman.yaml");
    writeFileSync(config, `controllers: { home: { url: "${simulator.url}" } }\nmqtt: { url: "${broker.url}" }\n`);
    const bare = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore" });
    const app = spawn(process.execPath, [cli, "run", "--config", config], { stdio: "ignore" });
    try {
      await pause((minutes - 1) * 60_000);
      const before = cpuOf(app);
      await pause(60_000);
      const percent = ((cpuOf(app) - before) / 60) * 100;
      const figures = { ours: memoryOf(app), baseline: memoryOf(bare) };
      const more = figures.ours - figures.baseline;
      return {
        name: "mqtt-rss",
        ...figures,
        unit: "MB",
        ratio: figures.ours / figures.baseline,
        target: `+ <= ${limitMb} MB, <= ${limitPercent} % of a core`,
        met: more <= limitMb && percent <= limitPercent,
        note: `+ ${more.toFixed(0)} MB and ${percent.toFixed(2)} % of a core after ${minutes} min`,
      };
    } finally {
      await Promise.all([end(app), end(bare)]);
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
