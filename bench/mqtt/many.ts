import { setTimeout as pause } from "node:timers/promises";
import { listen, type Listener } from "../../packages/mqtt-bridge/test/listener.ts";
import type { Benchmark } from "../measure.ts";
import { startHelper } from "../processes.ts";
import { startBroker } from "./broker.ts";

const many = 100;
const half = 50;
const limitMb = 3;
/** CPU of one controller among many, against that of one among half as many. */
const linear = 1.25;
const warmUpMs = 20_000;
const watchedMs = 30_000;

interface Cost {
  readonly cpuMs: number;
  readonly rss: number;
}

/** Memory in MB, and CPU in ms a second, of a bridge with so many controllers. */
async function costOf(count: number): Promise<{ mb: number; cpu: number }> {
  await using core = startHelper("mqtt/core-process.ts");
  const { url } = (await core.next()) as { url: string };
  const broker = await startBroker();
  const { protocolVersion } = broker;
  const person: Listener = await listen(broker.url, ["pointsman/+/state"], { protocolVersion });
  try {
    await using bridge = startHelper(
      "mqtt/bridge-process.ts",
      [broker.url, url, String(count), String(protocolVersion)],
      ["--expose-gc"],
    );
    await bridge.next();
    const online = (): number => person.heard.filter(({ payload }) => payload === "online").length;
    await person.hears(() => online() >= count, "every controller online");
    const cost = async (): Promise<Cost> => {
      await person.publish("bench/cost", "");
      return (await bridge.next()) as Cost;
    };
    await pause(warmUpMs);
    const before = await cost();
    await pause(watchedMs);
    const after = await cost();
    return { mb: after.rss / 1e6, cpu: (after.cpuMs - before.cpuMs) / (watchedMs / 1000) };
  } finally {
    await person.stop();
    await broker.stop();
  }
}

/** What each further controller of a house with life costs the process that steers it. */
export const mqttMany: Benchmark = {
  name: "mqtt-many",
  async run() {
    const one = await costOf(1);
    const some = await costOf(half);
    const all = await costOf(many);
    const each = (all.mb - one.mb) / (many - 1);
    const [cpuOfSome, cpuOfAll] = [some.cpu / half, all.cpu / many];
    return {
      name: "mqtt-many",
      ours: each,
      baseline: one.mb,
      unit: "MB each",
      ratio: each / limitMb,
      target: `<= ${limitMb} MB each, CPU linear`,
      met: each <= limitMb && cpuOfAll <= cpuOfSome * linear,
      note: `${one.mb.toFixed(0)}, ${some.mb.toFixed(0)} and ${all.mb.toFixed(0)} MB with 1, ${half} and ${many}; CPU each ${cpuOfSome.toFixed(2)} and ${cpuOfAll.toFixed(2)} ms/s with ${half} and ${many}`,
    };
  },
};
