import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { hostname } from "node:os";
import type { Controller } from "@pointsman/core";
import { CommandRouter } from "./commands/router.ts";
import { type MqttConfig, type MqttConfigInput, mqttConfig } from "./config.ts";
import { ControllerLink } from "./controller-link.ts";
import { bridgeDiscovery, type DiscoveryOptions } from "./homeassistant/discovery.ts";
import { languages } from "./locales/texts.ts";
import { Connection, type Incoming, type Session } from "./mqtt/connection.ts";
import { brokerOf } from "./mqtt/dial.ts";
import { type BackoffOptions, defaultBackoff } from "./mqtt/backoff.ts";
import { type Message, retained } from "./mqtt/message.ts";
import { Ownership } from "./mqtt/ownership.ts";
import { Publisher, type Wire } from "./mqtt/publisher.ts";
import { type Topics, topicsOf } from "./mqtt/topics.ts";
import type { EventWords } from "./state/events.ts";
import { defaultPace, type Pace } from "./state/topics-of-state.ts";

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
}

/** All in ms. The defaults suit a home; tests and the demo are more impatient. */
export interface BridgeTimings {
  /** How old a state that nobody told us of may get; what is done through us, and the core's coming and going, is told at once. */
  readonly pollMs: number;
  /** How often what nobody tells of (usage, scenes) is looked at, and everything is offered again. */
  readonly offerAllMs: number;
  /** From a discovery payload to the states. */
  readonly settleMs: number;
  /** Between two discovery payloads of one device. */
  readonly apartMs: number;
  /** From Home Assistant's birth to our announcement: at least the first, at most the second. */
  readonly birthMs: readonly [number, number];
  readonly heartbeatMs: number;
  readonly pace: Pace;
  readonly backoff: Partial<BackoffOptions>;
}

const defaults: BridgeTimings = {
  pollMs: 60_000,
  offerAllMs: 60_000,
  settleMs: 1500,
  apartMs: 3000,
  birthMs: [2000, 10_000],
  heartbeatMs: 900_000,
  pace: defaultPace,
  backoff: defaultBackoff,
};

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
  readonly #publisher: Publisher;
  readonly #connection: Connection;
  readonly #router: CommandRouter;
  readonly #ownership: Ownership;
  readonly #links: ReadonlyMap<string, ControllerLink>;
  readonly #discovery: DiscoveryOptions | undefined;
  readonly #birthTopic: string;
  readonly #timings: BridgeTimings;
  readonly #words: EventWords;
  readonly #log: BridgeLog;
  #state: Bridge["connection"] = "connecting";
  #birthTimer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;

  constructor(config: MqttConfig, options: BridgeOptions) {
    const instance = options.instance ?? instanceOf(hostname());
    const homeAssistant = config["home-assistant"];
    this.#log = options.log ?? silent;
    this.#words = { language: homeAssistant.language, timeZone: options.timeZone };
    this.#timings = { ...defaults, ...options.timings };
    this.#topics = topicsOf(config["base-topic"], instance);
    this.#birthTopic = `${homeAssistant.prefix}/status`;
    this.#publisher = new Publisher({
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
    this.#router = new CommandRouter({
      base: config["base-topic"],
      topics: this.#topics,
      targets: this.#links,
      publish: (message) => this.#publisher.offer([message]),
      driver: (id) => this.#ownership.driver(id),
      room: (topic) => this.#publisher.room(topic),
      warn: (sentence) => this.#log.warn(sentence),
    });
    this.#connection = new Connection(
      {
        ...brokerOf(config, `pointsman-${instance}`),
        will: retained(this.#topics.bridgeState, "offline"),
        subscriptions: [...this.#topics.commandFilters, ...(homeAssistant.discovery ? [this.#birthTopic] : [])],
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
    const { pollMs, offerAllMs, settleMs, apartMs, pace } = this.#timings;
    return new ControllerLink({
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
      pollMs,
      offerAllMs,
      settleMs,
      apartMs,
      pace,
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
      },
      info: (sentence) => this.#log.info(sentence),
      warn: (sentence) => this.#log.warn(sentence),
    });
  }

  #discoveryOptions(config: MqttConfig, instance: string): DiscoveryOptions {
    const homeAssistant = config["home-assistant"];
    return {
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
  }

  #down(reason: string): void {
    if (this.#state === "stopped") return;
    this.#state = "connecting";
    this.#publisher.detach();
    this.#ownership.down();
    this.#router.down();
    clearTimeout(this.#birthTimer);
    this.#birthTimer = undefined;
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
    if (message.topic !== this.#birthTopic || message.payload.toString("utf8") !== "online" || message.retain) return;
    // A random wait, so that many bridges do not answer one birth at once; a second birth meanwhile changes nothing.
    if (this.#birthTimer !== undefined) return;
    const [least, most] = this.#timings.birthMs;
    this.#birthTimer = setTimeout(
      () => {
        this.#birthTimer = undefined;
        this.#announce();
      },
      randomInt(least, Math.max(most, least + 1)),
    );
    this.#birthTimer.unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#birthTimer);
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
  }
}

const silent: BridgeLog = { info: () => undefined, warn: () => undefined };

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
