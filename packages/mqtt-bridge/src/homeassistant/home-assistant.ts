import type { MqttConfig } from "../config.ts";
import type { RetainedMemory } from "../memory/retained-memory.ts";
import type { Incoming } from "../mqtt/connection.ts";
import { type Message, retained } from "../mqtt/message.ts";
import type { Wire } from "../mqtt/publisher.ts";
import type { BridgeTimings } from "../timings.ts";
import { Birth } from "./birth.ts";
import { bridgeDiscovery, bridgeDiscoveryTopic, type DiscoveryOptions, discoveryMessage } from "./discovery.ts";
import { Removals } from "./removals.ts";

export interface HomeAssistantOptions {
  readonly config: MqttConfig["home-assistant"];
  /** Undefined: no discovery, and nothing to hear of Home Assistant. */
  readonly discovery: DiscoveryOptions | undefined;
  readonly memory: RetainedMemory;
  readonly publish: (messages: readonly Message[]) => void;
  /** Begins to hear a topic in this session. */
  readonly hear: (topic: string) => void;
  /** Announces everything: the bridge, its own device, each controller. `raises`: what is gone, too, to be buried the next time. */
  readonly announce: (raises: boolean) => void;
  /** The controllers: each takes up a discovery topic of its own that is empty and should not be. */
  readonly links: () => Iterable<{ restore(topic: string): void }>;
  readonly timings: Pick<BridgeTimings, "birthMs" | "birthAgainMs" | "apartMs">;
  readonly info: (sentence: string) => void;
}

/** What the bridge as a whole has to do with Home Assistant: its births, what people delete there, and the bridge's own device. */
export class HomeAssistant {
  readonly #options: HomeAssistantOptions;
  readonly #birth: Birth;
  readonly #removals: Removals;
  readonly #birthTopic: string;
  #ownTimer: NodeJS.Timeout | undefined;

  constructor(options: HomeAssistantOptions) {
    this.#options = options;
    const { config, memory, announce, timings, hear, info } = options;
    this.#birthTopic = `${config.prefix}/status`;
    this.#birth = new Birth({
      topic: this.#birthTopic,
      waitMs: timings.birthMs,
      againMs: timings.birthAgainMs,
      born: announce,
    });
    this.#removals = new Removals({
      policy: config["on-external-removal"],
      hear,
      gone: (topic) => memory.forget(topic),
      reannounce: (topic) => this.#reannounce(topic),
      info,
    });
  }

  /** What to subscribe to. */
  get subscriptions(): readonly string[] {
    return this.#options.discovery === undefined ? [] : [this.#birthTopic];
  }

  /** Whether a person took this discovery topic away. */
  isWithdrawn(topic: string): boolean {
    return this.#removals.isWithdrawn(topic);
  }

  /** A session began. Answers the wire to publish by. */
  up(wire: Wire, protocol: 4 | 5): Wire {
    this.#removals.up(protocol === 4);
    return {
      publish: async (message) => {
        this.#removals.sending(message);
        await wire.publish(message);
      },
    };
  }

  /** The connection is gone, and with it what would be announced. */
  down(): void {
    this.#birth.stop();
    clearTimeout(this.#ownTimer);
  }

  /** The broker has a message of ours. */
  sent(message: Message): void {
    this.#removals.sent(message);
  }

  /** True when the message was about Home Assistant. */
  take(message: Incoming): boolean {
    return this.#removals.take(message) || this.#birth.take(message);
  }

  /** What was taken away may be announced again. */
  restore(): void {
    this.#removals.restore();
  }

  /** The bridge's own device. */
  announceSelf(): void {
    const { discovery, memory, publish } = this.#options;
    if (discovery === undefined) return;
    const part = bridgeDiscovery(discovery);
    if (this.isWithdrawn(part.topic)) return;
    const { topic, payload } = discoveryMessage(part, memory.componentsAt(part.topic));
    publish([retained(topic, payload, { force: true })]);
  }

  #reannounce(topic: string): void {
    const { discovery, links, timings } = this.#options;
    if (discovery === undefined || topic !== bridgeDiscoveryTopic(discovery)) {
      for (const link of links()) link.restore(topic);
      return;
    }
    clearTimeout(this.#ownTimer);
    this.#ownTimer = setTimeout(() => this.announceSelf(), timings.apartMs).unref();
  }
}
