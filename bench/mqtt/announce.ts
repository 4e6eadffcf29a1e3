import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listen } from "../../packages/mqtt-bridge/test/listener.ts";
import type { Benchmark } from "../measure.ts";
import { startHelper } from "../processes.ts";
import { startBroker } from "./broker.ts";

const nodeCount = 2000;
const groupCount = 200;
const limits = { ms: 2000, partBytes: 200_000, blockedMs: 50 } as const;

/** A large subscription, and every group holds all of it. JSON is YAML. */
function largeHouse(): string {
  const names = Array.from({ length: nodeCount }, (_, at) => `🇭🇰 香港 ${String(at).padStart(4, "0")} | IEPL x1.0`);
  const payload = names.map((name) => ({ name, type: "socks5", server: "127.0.0.1", port: 1 }));
  const groups = Array.from({ length: groupCount }, (_, at) => ({
    name: `分组 Group ${at}`,
    type: at % 5 === 4 ? "url-test" : "select",
    use: ["airport"],
    url: "http://origin.test/generate_204",
    interval: 86_400,
    lazy: true,
  }));
  const providers = { airport: { type: "inline", payload } };
  return JSON.stringify({ "proxy-providers": providers, "proxy-groups": groups, rules: ["MATCH,DIRECT"] });
}

/** A core in a process of its own: what its 18 MB of `/proxies` cost it must not hold up whoever hears the bridge. */
async function startCore(): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-bench-"));
  const file = path.join(folder, "house.yaml");
  writeFileSync(file, `${largeHouse()}\n`);
  const core = startHelper("mqtt/core-process.ts", [file]);
  const { url } = (await core.next()) as { url: string };
  rmSync(folder, { recursive: true });
  return { url, [Symbol.asyncDispose]: () => core[Symbol.asyncDispose]() };
}

/** From the bridge's start to the last part of the announcement; the states follow after Home Assistant's pause. */
export const mqttAnnounce: Benchmark = {
  name: "mqtt-announce",
  async run() {
    await using core = await startCore();
    const broker = await startBroker();
    const { protocolVersion } = broker;
    const person = await listen(broker.url, ["homeassistant/device/+/config", "pointsman/+/group/+/now"], {
      protocolVersion,
    });
    try {
      await using bridge = startHelper("mqtt/bridge-process.ts", [broker.url, core.url, "1", String(protocolVersion)]);
      await bridge.next();
      const started = performance.now();
      let partsAt = started;
      person.client.on("message", (topic) => {
        if (topic.startsWith("homeassistant/")) partsAt = performance.now();
      });
      const last = `分组 Group ${groupCount - 1}`;
      await person.hears(({ topic, payload }) => topic.startsWith("homeassistant/") && payload.includes(last), "all");
      const ms = partsAt - started;
      const states = (): number => new Set(person.heard.map(({ topic }) => topic).filter(isState)).size;
      await person.hears(() => states() > groupCount, "every group's state");
      const statesMs = performance.now() - started;
      await person.publish("bench/cost", "");
      const { longestMs } = (await bridge.next()) as { longestMs: number };
      const parts = person.heard.filter(({ topic }) => topic.startsWith("homeassistant/"));
      const largest = Math.max(...parts.map(({ payload }) => Buffer.byteLength(payload)));
      const met = ms <= limits.ms && largest <= limits.partBytes && longestMs <= limits.blockedMs;
      return {
        name: "mqtt-announce",
        ours: ms,
        baseline: null,
        unit: "ms",
        ratio: Math.max(ms / limits.ms, largest / limits.partBytes, longestMs / limits.blockedMs),
        target: `<= ${limits.ms} ms, parts <= ${limits.partBytes / 1000} kB, never blocked > ${limits.blockedMs} ms`,
        met,
        note: `${parts.length} parts, the largest ${(largest / 1000).toFixed(0)} kB; blocked ${longestMs.toFixed(0)} ms at most; states after ${statesMs.toFixed(0)} ms`,
      };
    } finally {
      await person.stop();
      await broker.stop();
    }
  },
};

function isState(topic: string): boolean {
  return topic.endsWith("/now");
}
