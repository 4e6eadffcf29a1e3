import { openController } from "@pointsman/core";
import { startBridge } from "@pointsman/mqtt-bridge";
import { startSimulator } from "@pointsman/simulator";
import { Agent, request } from "undici";
import { listen, type Listener } from "../../packages/mqtt-bridge/test/listener.ts";
import { type Benchmark, median, sideBySide } from "../measure.ts";
import { startBroker } from "./broker.ts";

const group = "Proxy";
const nodes = ["A", "B"] as const;
const config = `
mode: rule
proxies:
${nodes.map((name, index) => `  - { name: ${name}, type: socks5, server: 127.0.0.1, port: ${index + 1} }`).join("\n")}
proxy-groups: [{ name: ${group}, type: select, proxies: [${nodes.join(", ")}] }]
rules: ["MATCH,${group}"]
`;

/** A simulated core, a broker (mosquitto where it is installed), the bridge between them, and somebody with a client. */
async function house(pollMs: number) {
  // By default mosquitto holds a small packet until the one before is acknowledged, which takes the other side 40 ms.
  const simulator = await startSimulator({ config });
  const broker = await startBroker(["set_tcp_nodelay true"]);
  const controller = openController({ id: "home", url: simulator.url });
  const person = await listen(broker.url, ["pointsman/#"], { protocolVersion: broker.protocolVersion });
  const bridge = startBridge({
    config: { url: broker.url },
    controllers: new Map([["home", controller]]),
    instance: "bench",
    timings: { pollMs },
  });
  const now = await person.hears(({ topic }) => topic.endsWith("/now"), "the group's state");
  return {
    url: simulator.url,
    person,
    controller,
    nowTopic: now.topic,
    async [Symbol.asyncDispose]() {
      await bridge.stop();
      await person.stop();
      await controller.close();
      await broker.stop();
      await simulator.stop();
    },
  };
}

/** The commands of one asker, each with the time until its answer, by turns to and fro between two nodes. */
function commands(person: Listener): () => Promise<void> {
  let asked = 0;
  return async () => {
    const transaction = `t${(asked += 1)}`;
    const since = person.heard.length;
    const payload = { group, node: nodes[asked % nodes.length], transaction };
    await Promise.all([
      person.hears(
        (message) =>
          message.topic === "pointsman/home/response/select-node" && message.payload.includes(`"${transaction}"`),
        "the answer",
        since,
      ),
      person.publish("pointsman/home/request/select-node", JSON.stringify(payload)),
    ]);
  };
}

const moreMs = 15;
const pauseMs = 110;

/** A command over MQTT until its answer against the same PUT and the reading back by hand. */
export const mqttCommand: Benchmark = {
  name: "mqtt-command",
  async run() {
    await using home = await house(60_000);
    const agent = new Agent({ connections: 1, pipelining: 1 });
    const path = `${home.url}/proxies/${group}`;
    let put = 0;
    const bare = async (): Promise<void> => {
      const body = JSON.stringify({ name: nodes[(put += 1) % nodes.length] });
      await (await request(path, { dispatcher: agent, method: "PUT", body })).body.dump();
      await (await request(path, { dispatcher: agent })).body.json();
    };
    // No more than the bridge takes in a second: a person, not a flood.
    const ask = commands(home.person);
    const paced = (call: () => Promise<void>) => async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await call();
    };
    try {
      const figures = await sideBySide(paced(ask), paced(bare), { rounds: 31, calls: 2 });
      const [ours, baseline] = [figures.ours / 1000 - pauseMs, figures.baseline / 1000 - pauseMs];
      const met = ours - baseline <= moreMs;
      const target = `+ <= ${moreMs} ms`;
      const note = "mosquitto with set_tcp_nodelay; without it 40 ms more";
      return {
        name: "mqtt-command",
        ours,
        baseline,
        unit: "ms per command",
        ratio: ours / baseline,
        target,
        met,
        note,
      };
    } finally {
      await agent.close();
    }
  },
};

const changeLimitMs = 50;

/** What the observer sees until a subscriber has it. */
export const mqttChange: Benchmark = {
  name: "mqtt-change",
  async run() {
    await using home = await house(100);
    const elsewhere = openController({ id: "elsewhere", url: home.url });
    const times: number[] = [];
    try {
      for (let round = 0; round < 25; round += 1) {
        const node = nodes[(round + 1) % nodes.length] ?? "";
        const since = home.person.heard.length;
        const arrived = home.person
          .hears(({ topic, payload }) => topic === home.nowTopic && payload === node, "the change", since)
          .then(() => performance.now());
        const seen = seenAt(home.controller, node);
        await elsewhere.client.proxies.select({ group, body: { name: node } });
        times.push((await arrived) - (await seen));
      }
    } finally {
      await elsewhere.close();
    }
    const ours = median(times);
    return {
      name: "mqtt-change",
      ours,
      baseline: null,
      unit: "ms",
      ratio: ours / changeLimitMs,
      target: `<= ${changeLimitMs} ms`,
      met: ours <= changeLimitMs,
    };
  },
};

async function seenAt(controller: ReturnType<typeof openController>, node: string): Promise<number> {
  const end = new AbortController();
  for await (const change of controller.observer.watch({ parts: ["groups"], everyMs: 100 }, { signal: end.signal })) {
    const seen = controller.observer.snapshot.groups.find(({ name }) => name === group);
    if (change.type !== "group-selected" || seen?.now !== node) continue;
    const at = performance.now();
    end.abort();
    return at;
  }
  return Number.NaN;
}
