import { openController } from "@pointsman/core";
import { startBridge } from "@pointsman/mqtt-bridge";
import { type Clock, type SimulatorOptions, startSimulator } from "@pointsman/simulator";
import { listen } from "../../packages/mqtt-bridge/test/listener.ts";
import { defaultPace, type Pace } from "../../packages/mqtt-bridge/src/state/topics-of-state.ts";
import type { Benchmark } from "../measure.ts";
import { startBroker } from "./broker.ts";

/**
 * So many minutes of the house pass in one of ours. A second of the house must be whole milliseconds of ours: timers drop
 * what is over, and the house's clock would run faster than its minutes are counted.
 */
const speed = 50;
const minutes = 10;
const minuteMs = 60_000 / speed;

/** The machine's clock, run faster. */
function fastClock(): Clock {
  const start = Date.now();
  const startedAt = performance.now();
  return {
    now: () => start + (performance.now() - startedAt) * speed,
    after(ms, fn) {
      const timer = setTimeout(fn, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}

/** The bridge's own paces at the house's clock. Traffic is paced by frames, which come faster by themselves. */
function fastTimings() {
  const pace = Object.fromEntries(
    Object.entries(defaultPace).map(([part, ms]) => [part, part === "traffic" ? ms : ms / speed]),
  ) as unknown as Pace;
  return { pollMs: minuteMs, offerAllMs: minuteMs, settleMs: 25, apartMs: 50, heartbeatMs: 15 * minuteMs, pace };
}

/** State messages of ten minutes by topic, once everything was told. */
async function statesOf(house: SimulatorOptions): Promise<ReadonlyMap<string, number>> {
  const simulator = await startSimulator({ ...house, clock: fastClock() });
  const broker = await startBroker();
  const controller = openController({ id: "home", url: simulator.url });
  const person = await listen(broker.url, ["pointsman/#"], { protocolVersion: broker.protocolVersion });
  const bridge = startBridge({
    config: { url: broker.url },
    controllers: new Map([["home", controller]]),
    instance: "bench",
    timings: fastTimings(),
  });
  try {
    await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
    await pass(3);
    const since = person.heard.length;
    await pass(minutes);
    // What happens is no state; it is told once.
    const states = person.heard.slice(since).filter(({ topic }) => !topic.endsWith("/event"));
    return new Map([...Map.groupBy(states, ({ topic }) => topic)].map(([topic, heard]) => [topic, heard.length]));
  } finally {
    await bridge.stop();
    await person.stop();
    await controller.close();
    await broker.stop();
    await simulator.stop();
  }
}

async function pass(count: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, count * minuteMs));
}

/** Nobody is at home. No test falls into the ten minutes: at this clock, what one of ours takes would count sixtyfold. */
const idleHouse = `
mode: rule
proxies:
  - { name: HK 01, type: http, server: fast.node.test, port: 8080 }
  - { name: JP 02, type: http, server: fast.node.test, port: 8080 }
proxy-groups:
  - { name: Proxy, type: select, proxies: [Auto, HK 01, JP 02] }
  - { name: Auto, type: url-test, proxies: [HK 01, JP 02], url: "http://origin.test/generate_204", interval: 86400, lazy: true }
  - { name: Backup, type: fallback, proxies: [HK 01, JP 02], url: "http://origin.test/generate_204", interval: 86400, lazy: true }
rules: ["MATCH,Proxy"]
x-simulate: { tested: true, nodes: { fast: { delay: 40 } } }
`;

/** Ten minutes of a house where nothing happens. The heartbeat, each 15 minutes, does not fall into them. */
export const mqttIdle: Benchmark = {
  name: "mqtt-idle",
  async run() {
    const states = await statesOf({ config: idleHouse });
    const ours = [...states.values()].reduce((sum, count) => sum + count, 0);
    return {
      name: "mqtt-idle",
      ours,
      baseline: null,
      unit: "state messages in 10 min",
      ratio: ours,
      target: "0",
      met: ours === 0,
      ...(ours === 0 ? {} : { note: describe(states) }),
    };
  },
};

const rateLimit = 6;
const otherLimit = 1;

/** Ten minutes of a house where everybody is at home. */
export const mqttBusy: Benchmark = {
  name: "mqtt-busy",
  async run() {
    const states = await statesOf({ scenario: "home" });
    const rates = (states.get("pointsman/home/traffic") ?? 0) / minutes;
    const [most] = [...states]
      .filter(([topic]) => topic !== "pointsman/home/traffic")
      .toSorted(([, a], [, b]) => b - a);
    const [topic, count] = most ?? ["nothing", 0];
    const others = count / minutes;
    return {
      name: "mqtt-busy",
      ours: rates,
      baseline: null,
      unit: "messages/min of the rates",
      ratio: Math.max(rates / rateLimit, others / otherLimit),
      target: `<= ${rateLimit}, others <= ${otherLimit}`,
      met: rates > 0 && rates <= rateLimit && others <= otherLimit,
      note: `most of the others: ${others} of ${topic}`,
    };
  },
};

function describe(states: ReadonlyMap<string, number>): string {
  return [...states].map(([topic, count]) => `${topic} ${count}`).join(", ");
}
