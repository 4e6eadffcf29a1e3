import { type Controller, openController } from "@pointsman/core";
import { type Simulator, startSimulator } from "@pointsman/simulator";
import { type Mosquitto, peer, startMosquitto } from "@pointsman/simulator/testing";
import fc from "fast-check";
import mqtt from "mqtt";
import { describe, expect, it, vi } from "vitest";
import { type Bridge, mqttConfig, startBridge } from "../src/index.ts";
import { purgeBroker } from "../src/purge/purge.ts";
import { readRetained } from "../src/purge/retained.ts";
import { type Listener, listen } from "./listener.ts";

const secret = "canary-secret";
const nodes = ["HK 01", "none", "JP 02"] as const;
const modes = ["rule", "global", "direct"] as const;
const config = `
mode: rule
proxies:
${nodes.map((name, index) => `  - { name: ${name}, type: socks5, server: 127.0.0.1, port: ${index + 1} }`).join("\n")}
proxy-groups:
  - { name: Proxy, type: select, proxies: [${nodes.join(", ")}] }
rules: ["MATCH,Proxy"]
`;
const quietMs = 300;

/** What the core should be like. */
interface Model {
  node: string;
  mode: string;
}

/** A house with a bridge, somebody who steers it over MQTT, and somebody who steers the core past it. */
class House {
  readonly #simulator: Simulator;
  readonly #elsewhere: Controller;
  readonly #controller: Controller;
  readonly broker: Mosquitto;
  readonly bridge: Bridge;
  readonly person: Listener;
  #group = "";
  #asked = 0;
  #since = 0;

  private constructor(parts: {
    simulator: Simulator;
    elsewhere: Controller;
    controller: Controller;
    broker: Mosquitto;
    bridge: Bridge;
    person: Listener;
  }) {
    this.#simulator = parts.simulator;
    this.#elsewhere = parts.elsewhere;
    this.#controller = parts.controller;
    this.broker = parts.broker;
    this.bridge = parts.bridge;
    this.person = parts.person;
  }

  static async open(): Promise<House> {
    const simulator = await startSimulator({ config, secret });
    const [controller, elsewhere] = [
      openController({ id: "home", url: simulator.url, secret }),
      openController({ id: "elsewhere", url: simulator.url, secret }),
    ];
    const broker = await startMosquitto();
    const person = await listen(broker.url, ["#"], { protocolVersion: 5, reconnectPeriod: 20 });
    const bridge = startBridge({
      config: { url: broker.url },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings: {
        pollMs: 50,
        settleMs: 20,
        apartMs: 20,
        birthMs: [5, 10],
        backoff: { firstMs: 20, maxMs: 20 },
      },
    });
    const house = new House({ simulator, elsewhere, controller, broker, bridge, person });
    const about = await person.hears(({ topic }) => /^pointsman\/home\/group\/[^/]+$/.test(topic), "the group");
    house.#group = about.topic;
    return house;
  }

  async close(): Promise<void> {
    await this.bridge.stop();
    await this.person.stop();
    await Promise.all([this.#controller.close(), this.#elsewhere.close()]);
    await this.broker.stop();
    await this.#simulator.stop();
  }

  /** Changes the core without the bridge. */
  async change(operation: "select-node" | "set-mode", input: Record<string, string>): Promise<void> {
    await this.#elsewhere.run(operation, input as never, { actor: { outlet: "app", id: "test" } });
  }

  /** Sends a command and waits for its answer. @throws where the answer has another status */
  async ask(topic: string, answerOn: string, payload: Record<string, string>, status = "ok"): Promise<void> {
    const transaction = `t${(this.#asked += 1)}`;
    await this.person.publish(`pointsman/home/${topic}`, JSON.stringify({ ...payload, transaction }));
    const answer = await this.person.hears(
      (message) =>
        message.topic === `pointsman/home/response/${answerOn}` && message.payload.includes(`"${transaction}"`),
      `the answer to ${topic}`,
    );
    if ((JSON.parse(answer.payload) as { status: string }).status !== status)
      throw new Error(`not ${status}: ${answer.payload}`);
  }

  get setGroup(): string {
    return this.#group.replace("pointsman/home/", "set/");
  }

  async dropBroker(): Promise<void> {
    await this.broker.kill();
    this.#since = this.person.heard.length;
    await this.broker.restart();
    await this.person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "online",
      "the controller online again",
      this.#since,
    );
  }

  /** The retained state becomes the true one, whatever happened. */
  async shows({ node, mode }: Model): Promise<void> {
    await vi.waitFor(
      () => {
        const shown = [this.#last("pointsman/home/mode"), nodeOf(this.#last(this.now))];
        if (shown[0] !== mode || shown[1] !== node)
          throw new Error(`the broker shows ${JSON.stringify(shown)}, true are ${JSON.stringify([mode, node])}`);
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  /** Since the broker forgot everything. */
  #last(topic: string): string | undefined {
    return this.person.heard.slice(this.#since).findLast((message) => message.topic === topic)?.payload;
  }

  async retained(): Promise<ReadonlyMap<string, string>> {
    const client = await mqtt.connectAsync(this.broker.url, { protocolVersion: 5 });
    const found = await readRetained(client, ["#"], { quietMs });
    await client.endAsync();
    return found;
  }

  get asked(): number {
    return this.#asked;
  }

  get now(): string {
    return `${this.#group}/now`;
  }
}

/** `none` is a word of Home Assistant's, so the bridge shows that node under another label. */
function nodeOf(label: string | undefined): string | undefined {
  return label === undefined || nodes.some((name) => name === label && name !== "none") ? label : "none";
}

class Step implements fc.AsyncCommand<Model, House> {
  readonly #name: string;
  readonly #act: (house: House, model: Model) => Promise<void>;

  constructor(name: string, act: (house: House, model: Model) => Promise<void>) {
    this.#name = name;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, house: House): Promise<void> {
    await this.#act(house, model);
    await house.shows(model);
  }

  toString(): string {
    return this.#name;
  }
}

const node = fc.constantFrom(...nodes);
const mode = fc.constantFrom(...modes);
const steps = [
  node.map(
    (name) =>
      new Step(`the core selects ${name}`, async (house, model) => {
        await house.change("select-node", { group: "Proxy", node: name });
        model.node = name;
      }),
  ),
  mode.map(
    (name) =>
      new Step(`the core's mode becomes ${name}`, async (house, model) => {
        await house.change("set-mode", { mode: name });
        model.mode = name;
      }),
  ),
  node.map(
    (name) =>
      new Step(`a person selects ${name}`, async (house, model) => {
        await house.ask(house.setGroup, "set", { name });
        model.node = name;
      }),
  ),
  mode.map(
    (name) =>
      new Step(`a person sets the mode ${name}`, async (house, model) => {
        await house.ask("set/mode", "set", { name });
        model.mode = name;
      }),
  ),
  fc.constant(
    new Step("a person selects a node that does not exist", async (house) => {
      await house.ask(house.setGroup, "set", { name: "gone" }, "error");
    }),
  ),
  fc.constant(
    new Step("a person asks for the groups", async (house) => {
      await house.ask("request/list-groups", "list-groups", {});
    }),
  ),
  fc.constant(new Step("the broker is killed and forgets everything", (house) => house.dropBroker())),
  fc.constant(new Step("Home Assistant is born", (house) => house.person.publish("homeassistant/status", "online"))),
];

describe.skipIf(peer("mosquitto") === undefined)("whatever happens to the bridge on mosquitto", () => {
  it("shows the truth when quiet, answers each command once, leaves nothing after a purge, and tells no secret", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 15, size: "max" }), async (commands) => {
        const house = await House.open();
        try {
          const model: Model = { node: "HK 01", mode: "rule" };
          await house.shows(model);
          await fc.asyncModelRun(() => ({ model, real: house }), commands);
          const kept = await house.retained();
          expect(kept.get("pointsman/home/mode")).toBe(model.mode);
          expect(nodeOf(kept.get(house.now))).toBe(model.node);
          expect(kept.get("pointsman/bridge/attic/state")).toBe("online");
          await house.bridge.stop();
          const answers = house.person.heard.filter(({ topic }) => topic.startsWith("pointsman/home/response/"));
          expect(answers).toHaveLength(house.asked);
          await purgeBroker(mqttConfig.parse({ url: house.broker.url }), { quietMs });
          expect([...(await house.retained()).keys()]).toEqual([]);
          expect(JSON.stringify([house.person.heard, [...kept]])).not.toContain(secret);
        } finally {
          await house.close();
        }
      }),
      { numRuns: 4, interruptAfterTimeLimit: 45_000, endOnFailure: true },
    );
  });
});
