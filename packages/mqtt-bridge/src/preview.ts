import type { Controller } from "@pointsman/core";
import type { MqttConfig } from "./config.ts";
import { bridgeDiscovery, controllerDiscovery, discoveryMessage } from "./homeassistant/discovery.ts";
import { discoveryOptionsOf } from "./homeassistant/discovery-options.ts";
import type { Message } from "./mqtt/message.ts";
import { type Topics, topicsOf } from "./mqtt/topics.ts";
import { wantedOf } from "./link/wanted.ts";
import { ownVersion } from "./own-version.ts";
import { HouseReader } from "./house/house-reader.ts";
import type { House } from "./house/house.ts";
import { houseStates } from "./state/house-states.ts";
import { measurementsOf } from "./state/measurements.ts";
import { availabilityOf, defaultPace, groupStates } from "./state/topics-of-state.ts";
import { watchedParts } from "./house/watched.ts";

/** What a bridge would publish. `payload` is read where it is JSON. */
export interface PreviewedMessage {
  readonly topic: string;
  readonly retain: boolean;
  readonly payload: unknown;
}

export interface Preview {
  /** What Home Assistant would be told; empty without discovery. */
  readonly discovery: readonly PreviewedMessage[];
  /** What would be retained of the controllers. What only a process that runs all day knows (usage, alerts) is not in it. */
  readonly states: readonly PreviewedMessage[];
}

export interface PreviewOptions {
  readonly config: MqttConfig;
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Name of the process on the broker. */
  readonly instance: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads each core once and tells what a bridge would publish of it. Needs no broker and publishes nothing.
 * @throws ControllerError where a core cannot be read, `aborted`
 */
export async function previewBridge({ config, controllers, instance, signal }: PreviewOptions): Promise<Preview> {
  const topics = topicsOf(config["base-topic"], instance);
  const options = discoveryOptionsOf(config, { instance, version: ownVersion, speaksV5: () => config.protocol !== 4 });
  const discovery = options === undefined ? [] : [bridgeDiscovery(options)];
  const states: Message[] = [];
  for (const controller of controllers.values()) {
    const house = await readHouse(controller, config, signal);
    if (options !== undefined) discovery.push(...controllerDiscovery(options, house));
    states.push(...statesOf(topics, house));
  }
  const announced = discovery.map((part) => discoveryMessage(part, new Map()));
  return { discovery: announced.map(previewed), states: states.map(previewed) };
}

async function readHouse(controller: Controller, config: MqttConfig, signal: AbortSignal | undefined): Promise<House> {
  const homeAssistant = config["home-assistant"];
  await controller.observer.refresh(watchedParts(homeAssistant), signal ? { signal } : {});
  return new HouseReader({
    controller,
    ...wantedOf(homeAssistant),
    everyMs: 0,
    pace: defaultPace,
    now: () => performance.now(),
  }).house;
}

function statesOf(all: Topics, house: House): Message[] {
  const topics = all.controller(house.controller);
  return [
    availabilityOf(topics, "online"),
    ...houseStates(topics, house, defaultPace, undefined),
    ...measurementsOf(topics, house.snapshot, defaultPace, { now: Date.now() }),
    ...house.groups.flatMap((group) => groupStates(topics, house, group)),
  ];
}

function previewed({ topic, retain, payload }: Message): PreviewedMessage {
  return { topic, retain, payload: /^[[{]/.test(payload) ? read(payload) : payload };
}

/** A label may look like JSON. */
function read(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
