import { type Mosquitto, startMosquitto } from "@pointsman/simulator/testing";
import { type Listener, listen } from "../../../mqtt-bridge/test/listener.ts";
import { type House, openFolder, openHouse } from "../faults/house.ts";
import { HomeAssistant } from "./home-assistant.ts";
import type { Target, TargetKind } from "./targets.ts";

/** Who hears of everything from the first message on: a person's client, and Home Assistant behind it. */
export interface BridgeHouse {
  readonly core: Target;
  readonly broker: Mosquitto;
  readonly app: House;
  readonly person: Listener;
  readonly homeAssistant: HomeAssistant;
  /** Commands sent so far, by the topic of their answers. */
  readonly asked: Map<string, number>;
  /** What a newcomer gets from the broker. */
  retained(): Promise<ReadonlyMap<string, string>>;
  /** Publishes a command and waits until it is answered. */
  command(topic: string, payload: string, answerOn: string): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** The app as people run it, with mosquitto as Debian ships it: nothing is kept over its end. */
export async function openBridgeHouse({ start }: TargetKind): Promise<BridgeHouse> {
  const core = await start();
  const broker = await startMosquitto();
  const person = await listen(broker.url, ["#"], { protocolVersion: 5 });
  const homeAssistant = new HomeAssistant();
  person.client.on("message", (topic, payload) => homeAssistant.take(topic, payload.toString()));
  const folder = openFolder();
  const app = await openHouse(
    folder.config([
      `controllers: { home: { url: "${core.url}", secret: "${core.secret}" } }`,
      `mqtt: { url: "${broker.url}" }`,
    ]),
  );
  const asked = new Map<string, number>();
  return {
    core,
    broker,
    app,
    person,
    homeAssistant,
    asked,
    retained: () => retainedOn(broker.url),
    async command(topic, payload, answerOn) {
      const before = person.heard.length;
      asked.set(answerOn, (asked.get(answerOn) ?? 0) + 1);
      await person.publish(topic, payload);
      const answer = await person.hears((heard) => heard.topic === answerOn, `the answer on ${answerOn}`, before);
      return JSON.parse(answer.payload) as Readonly<Record<string, unknown>>;
    },
    async stop() {
      await app.stop();
      await person.stop();
      await broker.stop();
      await core.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** The broker sends what it retains before anything that comes after the subscription: a message of our own marks the end. */
async function retainedOn(url: string): Promise<ReadonlyMap<string, string>> {
  const newcomer = await listen(url, ["#"], { protocolVersion: 5 });
  const marker = `marker/${newcomer.client.options.clientId ?? ""}`;
  await newcomer.publish(marker, "end");
  await newcomer.hears(({ topic }) => topic === marker, "the marker");
  await newcomer.stop();
  const kept = newcomer.heard.filter(({ topic, retain, payload }) => retain && payload !== "" && topic !== marker);
  return new Map(kept.map(({ topic, payload }) => [topic, payload]));
}
