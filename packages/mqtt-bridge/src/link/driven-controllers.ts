import type { Controller } from "@pointsman/core";
import type { BridgeLog, BridgeOptions } from "../bridge-options.ts";
import type { MqttConfig } from "../config.ts";
import { ControllerLink } from "./controller-link.ts";
import type { DiscoveryOptions } from "../homeassistant/discovery.ts";
import type { HouseMemory } from "../memory/house-memory.ts";
import type { RetainedMemory } from "../memory/retained-memory.ts";
import type { Incoming } from "../mqtt/connection.ts";
import { type Message, retained } from "../mqtt/message.ts";
import { Ownership } from "../mqtt/ownership.ts";
import type { Publisher } from "../mqtt/publisher.ts";
import type { Topics } from "../mqtt/topics.ts";
import type { EventWords } from "../state/events.ts";
import type { BridgeTimings } from "../timings.ts";
import { wantedOf } from "./wanted.ts";

export interface DrivenControllersOptions {
  readonly controllers: BridgeOptions["controllers"];
  readonly instance: string;
  readonly topics: Topics;
  readonly config: MqttConfig["home-assistant"];
  readonly discovery: DiscoveryOptions | undefined;
  readonly memory: RetainedMemory;
  readonly houses: HouseMemory;
  readonly words: EventWords;
  readonly timings: BridgeTimings;
  readonly publisher: Pick<Publisher, "forget">;
  readonly publish: (messages: readonly Message[]) => void;
  /** Whether a person took a discovery topic away. */
  readonly isWithdrawn: (topic: string) => boolean;
  /** From now on this process drives the controller, and has announced it. */
  readonly granted: (controller: string) => void;
  readonly log: BridgeLog;
}

/** The controllers of a bridge. It shows and steers those that no other process drives. */
export class DrivenControllers {
  readonly #options: DrivenControllersOptions;
  readonly #ownership: Ownership;
  /** All of them, by id. */
  readonly links: ReadonlyMap<string, ControllerLink>;

  constructor(options: DrivenControllersOptions) {
    this.#options = options;
    this.links = new Map(Array.from(options.controllers, ([id, controller]) => [id, this.#link(id, controller)]));
    const { instance, topics, publish, log } = options;
    this.#ownership = new Ownership({
      instance,
      topics,
      controllers: this.ids,
      publish,
      granted: (id) => this.#granted(id),
      info: (sentence) => log.info(sentence),
      warn: (sentence) => log.warn(sentence),
    });
  }

  get ids(): readonly string[] {
    return [...this.#options.controllers.keys()];
  }

  owns(id: string): boolean {
    return this.#ownership.owns(id);
  }

  driver(id: string): "this" | "other" | "unknown" {
    return this.#ownership.driver(id);
  }

  start(): void {
    for (const link of this.links.values()) link.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.links.values()].map((link) => link.stop()));
  }

  /** A session with the broker began: who drives what is found out anew. */
  up(): void {
    this.#ownership.up();
  }

  down(): void {
    this.#ownership.down();
  }

  /** True when the message was about who drives what. */
  take(message: Incoming): boolean {
    return this.#ownership.take(message);
  }

  /** Tells everything of those that this process drives. `raises`: what is gone, too, to be buried the next time. */
  announce(raises: boolean): void {
    for (const [id, link] of this.links) if (this.owns(id)) link.announce(raises);
  }

  /** Whether everything was told of those that this process drives. */
  get isTold(): boolean {
    return [...this.links].every(([id, link]) => this.owns(id) && link.isTold);
  }

  /** Lets go of them without a word about the cores. */
  release(): readonly Message[] {
    return this.#ownership.farewell();
  }

  /** Goodbye: whoever waits may have them. */
  farewell(): Message[] {
    const owned = this.ids.filter((id) => this.owns(id));
    return [
      ...owned.map((id) => retained(this.#options.topics.controller(id).state, "offline")),
      ...this.#ownership.farewell(),
    ];
  }

  #granted(id: string): void {
    const { publisher, topics, granted } = this.#options;
    // Whoever drove it before may have left other values.
    publisher.forget(`${topics.controller(id).root}/`);
    this.links.get(id)?.announce();
    granted(id);
  }

  #link(id: string, controller: Controller): ControllerLink {
    const { timings, memory, houses, topics, discovery, publish, isWithdrawn, words, config, log } = this.#options;
    return new ControllerLink({
      ...timings,
      memory,
      kept: houses.of(id),
      controller,
      topics: topics.controller(id),
      discovery,
      publish: (messages) => {
        if (this.owns(id)) publish(messages);
      },
      isConnected: () => this.owns(id),
      isWithdrawn,
      words,
      warn: (sentence) => log.warn(sentence),
      ...wantedOf(config),
    });
  }
}
