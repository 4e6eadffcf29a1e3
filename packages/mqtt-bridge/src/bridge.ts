import { createRequire } from "node:module";
import { hostname } from "node:os";
import type { Controller } from "@pointsman/core";
import { CommandRouter } from "./commands/router.ts";
import { type MqttConfig, type MqttConfigInput, mqttConfig } from "./config.ts";
import { ControllerLink } from "./controller-link.ts";
import { Birth } from "./homeassistant/birth.ts";
import { bridgeDiscovery, bridgeDiscoveryTopic, type DiscoveryOptions } from "./homeassistant/discovery.ts";
import { languages } from "./locales/texts.ts";
import type { MemoryFile } from "./memory/memory-file.ts";
import { RetainedMemory } from "./memory/retained-memory.ts";
import { Connection, type Incoming, type Session } from "./mqtt/connection.ts";
import { brokerOf } from "./mqtt/dial.ts";
import { type Message, retained } from "./mqtt/message.ts";
import { Ownership } from "./mqtt/ownership.ts";
import { Publisher, type Wire } from "./mqtt/publisher.ts";
import { type Topics, topicsOf } from "./mqtt/topics.ts";
import type { EventWords } from "./state/events.ts";
import { Sweeper } from "./purge/sweeper.ts";
import { type BridgeTimings, defaultTimings } from "./timings.ts";

/** Where the bridge tells what happened: one line per transition. */
export interface BridgeLog {
  info(sentence: string): void;
  warn(sentence: string): void;
}

export interface BridgeOptions {
  /** The `mqtt:` section of the config. */
  readonly config: MqttConfigInput;
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Name of this process on the broker, stable over restarts; default from the host's name. */
  readonly instance?: string;
  readonly log?: BridgeLog;
  /** IANA name, for the days that events tell; default: the system's. */
  readonly timeZone?: string;
  readonly timings?: Partial<BridgeTimings>;
  /** What was retained, over restarts: so that what is gone by the next start can be taken back. Default: only this life. */
  readonly memory?: MemoryFile;
}

// By its own name, which holds in the sources and in the build alike.
const { version } = createRequire(import.meta.url)("@pointsman/mqtt-bridge/package.json") as {
  readonly version: string;
};
const stopGraceMs = 3000;

/** A running bridge. */
export interface Bridge extends AsyncDisposable {
  /** Whether the broker is connected, and how. */
  readonly connection: "connecting" | "mqtt 5" | "mqtt 3.1.1" | "stopped";
  /** Says goodbye on the broker and ends everything within 5 s. Idempotent. */
  stop(): Promise<void>;
}

/** Starts at once and never fails for a broker that is away: it is tried again for ever. */
export function startBridge(options: BridgeOptions): Bridge {
  const config = mqttConfig.parse(options.config);
  return new MqttBridge(config, options);
}

class MqttBridge implements Bridge {
  readonly #topics: Topics;
  readonly #memory: RetainedMemory;
  readonly #sweeper: Sweeper;
  readonly #publisher: Publisher;
  readonly #connection: Connection;
  readonly #router: CommandRouter;
  readonly #ownership: Ownership;
  readonly #links: ReadonlyMap<string, ControllerLink>;
  readonly #discovery: DiscoveryOptions | undefined;
  readonly #birth: Birth;
  readonly #timings: BridgeTimings;
  readonly #words: EventWords;
  readonly #log: BridgeLog;
  #state: Bridge["connection"] = "connecting";
  #stopping: Promise<void> | undefined;

  constructor(config: MqttConfig, options: BridgeOptions) {
    const instance = options.instance ?? instanceOf(hostname());
    const homeAssistant = config["home-assistant"];
    this.#log = options.log ?? silent;
    this.#words = { language: homeAssistant.language, timeZone: options.timeZone };
    this.#timings = { ...defaultTimings, ...options.timings };
    this.#topics = topicsOf(config["base-topic"], instance);
    const birthTopic = `${homeAssistant.prefix}/status`;
    this.#birth = new Birth({ topic: birthTopic, waitMs: this.#timings.birthMs, born: () => this.#announce() });
    this.#memory = new RetainedMemory({
      broker: addressOf(config.url),
      file: options.memory,
      now: () => Date.now(),
      warn: (sentence) => this.#log.warn(sentence),
    });
    this.#publisher = new Publisher({
      onSent: (message) => this.#memory.note(message),
      maxPayload: 1_000_000,
      heartbeatMs: this.#timings.heartbeatMs,
      now: () => Date.now(),
      onOversize: (topic, bytes) =>
        this.#log.warn(
          `did not publish ${topic}: ${bytes} bytes are more than a broker takes; lower mqtt.home-assistant.max-options`,
        ),
    });
    this.#discovery = homeAssistant.discovery ? this.#discoveryOptions(config, instance) : undefined;
    this.#links = new Map(
      [...options.controllers].map(([id, controller]) => [id, this.#link(id, controller, homeAssistant)]),
    );
    this.#ownership = this.#ownershipOf(instance);
    this.#sweeper = this.#sweeperOf(config, instance);
    this.#router = new CommandRouter({
      base: config["base-topic"],
      topics: this.#topics,
      targets: this.#links,
      publish: (message) => this.#publisher.offer([message]),
      rawRows: config["raw-rows"],
      driver: (id) => this.#ownership.driver(id),
      room: (topic) => this.#publisher.room(topic),
      warn: (sentence) => this.#log.warn(sentence),
    });
    this.#connection = new Connection(
      {
        ...brokerOf(config, `pointsman-${instance}`),
        will: retained(this.#topics.bridgeState, "offline"),
        subscriptions: [...this.#topics.commandFilters, ...(homeAssistant.discovery ? [birthTopic] : [])],
        shared: this.#topics.ownershipFilters,
        backoff: this.#timings.backoff,
      },
      {
        up: (wire, session) => this.#up(wire, session),
        down: (reason) => this.#down(reason),
        refused: (topic, reason) => this.#log.warn(`the broker refused ${topic}: ${reason}`),
        message: (message) => this.#take(message),
      },
    );
    this.#connection.start();
    for (const link of this.#links.values()) link.start();
  }

  get connection(): Bridge["connection"] {
    return this.#state;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #link(id: string, controller: Controller, homeAssistant: MqttConfig["home-assistant"]): ControllerLink {
    return new ControllerLink({
      ...this.#timings,
      memory: this.#memory,
      controller,
      topics: this.#topics.controller(id),
      discovery: this.#discovery,
      publish: (messages) => {
        if (this.#ownership.owns(id)) this.#publisher.offer(messages);
      },
      isConnected: () => this.#ownership.owns(id),
      words: this.#words,
      rules: homeAssistant,
      maxDevices: homeAssistant["max-devices"],
    });
  }

  #sweeperOf(config: MqttConfig, instance: string): Sweeper {
    const { prefix, discovery } = config["home-assistant"];
    const base = config["base-topic"];
    return new Sweeper({
      config,
      here: {
        base,
        instance,
        prefix: discovery ? prefix : undefined,
        controllers: [...this.#links.keys()],
        ownDevice: bridgeDiscoveryTopic({ prefix, base, instance }),
      },
      memory: this.#memory,
      publish: (messages) => this.#publisher.offer(messages),
      owns: (id) => this.#ownership.owns(id),
      known: (id) => this.#links.get(id)?.known(),
      info: (sentence) => this.#log.info(sentence),
      quietMs: this.#timings.scanQuietMs,
    });
  }

  #ownershipOf(instance: string): Ownership {
    return new Ownership({
      instance,
      topics: this.#topics,
      controllers: [...this.#links.keys()],
      publish: (messages) => this.#publisher.offer(messages),
      granted: (id) => {
        // Whoever drove it before may have left other values.
        this.#publisher.forget(`${this.#topics.controller(id).root}/`);
        this.#links.get(id)?.announce();
        this.#router.granted(id);
        this.#sweeper.granted(id);
      },
      info: (sentence) => this.#log.info(sentence),
      warn: (sentence) => this.#log.warn(sentence),
    });
  }

  #discoveryOptions(config: MqttConfig, instance: string): DiscoveryOptions {
    const homeAssistant = config["home-assistant"];
    const expiry = homeAssistant["command-expiry"];
    const speaksV5 = (): boolean => this.#state === "mqtt 5";
    return {
      get commandExpiry() {
        return expiry > 0 && speaksV5() ? expiry : undefined;
      },
      prefix: homeAssistant.prefix,
      base: config["base-topic"],
      instance,
      topics: this.#topics,
      texts: languages[homeAssistant.language],
      maxOptions: homeAssistant["max-options"],
      version,
    };
  }

  #up(wire: Wire, { protocol, maxPacket }: Session): void {
    if (this.#stopping !== undefined) return;
    this.#state = protocol === 5 ? "mqtt 5" : "mqtt 3.1.1";
    this.#log.info(`connected to the broker (${this.#state})`);
    this.#publisher.attach(wire, maxPacket);
    this.#announce();
    this.#ownership.up();
    this.#sweeper.up();
  }

  #down(reason: string): void {
    if (this.#state === "stopped") return;
    this.#state = "connecting";
    this.#publisher.detach();
    this.#ownership.down();
    this.#router.down();
    this.#birth.stop();
    this.#log.warn(`not connected to the broker: ${reason}; trying again`);
  }

  #announce(): void {
    const info = JSON.stringify({ version, controllers: [...this.#links.keys()], protocol: this.#state });
    this.#publisher.offer([
      retained(this.#topics.bridgeState, "online", { force: true }),
      retained(this.#topics.bridgeInfo, info),
      ...(this.#discovery === undefined ? [] : [{ ...bridgeDiscovery(this.#discovery), force: true }]),
    ]);
    for (const [id, link] of this.#links) if (this.#ownership.owns(id)) link.announce();
  }

  #take(message: Incoming): void {
    if (this.#stopping !== undefined || this.#ownership.take(message) || this.#router.take(message)) return;
    this.#birth.take(message);
  }

  async #end(): Promise<void> {
    this.#birth.stop();
    this.#sweeper.stop();
    // The answers to what runs must leave, too.
    const answered = this.#router.stop().then(() => this.#publisher.idle());
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
    this.#publisher.detach();
    this.#state = "stopped";
    const owned = [...this.#links.keys()].filter((id) => this.#ownership.owns(id));
    const farewell: Message[] = [
      ...owned.map((id) => retained(this.#topics.controller(id).state, "offline")),
      ...this.#ownership.farewell(),
      retained(this.#topics.bridgeState, "offline"),
    ];
    this.#ownership.down();
    await this.#connection.stop(farewell, stopGraceMs);
    for (const message of farewell) this.#memory.note(message);
    this.#memory.close();
  }
}

const silent: BridgeLog = { info: () => undefined, warn: () => undefined };

/** Which broker it is, without who logs in there. */
function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/$/, "")}`;
}

/** A topic level and part of a client id: 3.1.1 brokers promise only letters and digits, all take dashes. */
function instanceOf(host: string): string {
  return (
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 32) || "bridge"
  );
}
