import { hostname } from "node:os";
import type { Controller } from "@pointsman/core";
import { BridgeDesk } from "./bridge-desk.ts";
import type { Bridge, BridgeLog, BridgeOptions } from "./bridge-options.ts";
import * as parts from "./bridge-parts.ts";
import type { ReplyGuard } from "./commands/reply-topics.ts";
import { CommandRouter } from "./commands/router.ts";
import { type MqttConfig, mqttConfig } from "./config.ts";
import { ControllerLink } from "./controller-link.ts";
import { discoveryOptionsOf } from "./homeassistant/discovery-options.ts";
import { HomeAssistant } from "./homeassistant/home-assistant.ts";
import { RetainedMemory } from "./memory/retained-memory.ts";
import { Connection, type Incoming, type Session } from "./mqtt/connection.ts";
import { type Message, retained } from "./mqtt/message.ts";
import { Ownership } from "./mqtt/ownership.ts";
import { Publisher, type Wire } from "./mqtt/publisher.ts";
import { type Topics, topicsOf } from "./mqtt/topics.ts";
import { addressOf, instanceOf } from "./names/own-names.ts";
import type { EventWords } from "./state/events.ts";
import { Silence } from "./purge/silence.ts";
import { Sweeper } from "./purge/sweeper.ts";
import { type BridgeTimings, defaultTimings } from "./timings.ts";

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
  readonly #desk: BridgeDesk;
  readonly #ownership: Ownership;
  readonly #silence: Silence;
  readonly #links: ReadonlyMap<string, ControllerLink>;
  readonly #discovery: ReturnType<typeof discoveryOptionsOf>;
  readonly #homeAssistant: HomeAssistant;
  readonly #timings: BridgeTimings;
  readonly #words: EventWords;
  readonly #log: BridgeLog;
  #state: Bridge["connection"] = "connecting";
  #stopping: Promise<void> | undefined;

  constructor(config: MqttConfig, options: BridgeOptions) {
    const instance = options.instance ?? instanceOf(hostname());
    const homeAssistant = config["home-assistant"];
    const log = options.log ?? parts.silentLog;
    this.#log = parts.tellingLog(log, (level, sentence) => this.#desk.logged(level, sentence));
    this.#words = { language: homeAssistant.language, timeZone: options.timeZone };
    this.#timings = { ...defaultTimings, ...options.timings };
    this.#topics = topicsOf(config["base-topic"], instance);
    this.#memory = new RetainedMemory({
      broker: addressOf(config.url),
      file: options.memory,
      now: () => Date.now(),
      // It reads its file before anybody could be told on the broker.
      warn: (sentence) => log.warn(sentence),
    });
    this.#publisher = new Publisher({
      onSent: (message) => this.#sent(message),
      maxPayload: parts.maxPayload,
      heartbeatMs: this.#timings.heartbeatMs,
      now: () => Date.now(),
      onOversize: (topic, bytes) => this.#warn(parts.oversize(topic, bytes)),
    });
    const speaksV5 = (): boolean => this.#state === "mqtt 5";
    this.#discovery = discoveryOptionsOf(config, { instance, version: parts.ownVersion, speaksV5 });
    this.#homeAssistant = this.#homeAssistantOf(homeAssistant);
    this.#links = new Map(
      [...options.controllers].map(([id, controller]) => [id, this.#link(id, controller, homeAssistant)]),
    );
    this.#ownership = this.#ownershipOf(instance);
    this.#silence = this.#silenceOf(config);
    this.#sweeper = this.#sweeperOf(config, instance);
    const mayReply = parts.replyGuardOf(config, this.#topics);
    this.#router = new CommandRouter({
      topics: this.#topics,
      mayReply,
      targets: this.#links,
      publish: (message) => this.#publisher.offer([message]),
      rawRows: config["raw-rows"],
      driver: (id) => this.#ownership.driver(id),
      room: (topic) => this.#publisher.room(topic),
      failed: (answer) => this.#desk.failed(answer),
      warn: (sentence) => this.#log.warn(sentence),
    });
    const made = { instance, topics: this.#topics, timings: this.#timings, reread: options.reread };
    this.#connection = new Connection(
      parts.connectionOptionsOf(config, {
        ...made,
        further: this.#homeAssistant.subscriptions,
        warn: (sentence) => this.#warn(sentence),
      }),
      {
        up: (wire, session) => this.#up(wire, session),
        down: (reason) => this.#down(reason),
        refused: (topic, reason) => this.#warn(`the broker refused ${topic}: ${reason}`),
        message: (message) => this.#take(message),
      },
    );
    this.#desk = this.#deskOf(config, options.controllers, mayReply);
    this.#start();
  }

  #start(): void {
    this.#connection.start();
    this.#desk.start();
    for (const link of this.#links.values()) link.start();
  }

  get connection() {
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
        if (this.#ownership.owns(id)) this.#offer(messages);
      },
      isConnected: () => this.#ownership.owns(id),
      isWithdrawn: (topic) => this.#homeAssistant.isWithdrawn(topic),
      words: this.#words,
      warn: (sentence) => this.#warn(sentence),
      ...parts.wantedOf(homeAssistant),
    });
  }

  #homeAssistantOf(config: MqttConfig["home-assistant"]): HomeAssistant {
    return new HomeAssistant({
      config,
      discovery: this.#discovery,
      memory: this.#memory,
      publish: (messages) => this.#offer(messages),
      hear: (topic) => this.#connection.hear(topic),
      announce: (raises) => this.#announce(raises),
      links: () => this.#links.values(),
      timings: this.#timings,
      info: (sentence) => this.#log.info(sentence),
    });
  }

  #sweeperOf(config: MqttConfig, instance: string): Sweeper {
    return new Sweeper({
      config,
      here: parts.hereOf(config, instance, [...this.#links.keys()]),
      memory: this.#memory,
      publish: (messages) => this.#publisher.offer(messages),
      owns: (id) => this.#ownership.owns(id),
      known: (id) => this.#links.get(id)?.known(),
      info: (sentence) => this.#log.info(sentence),
      quietMs: this.#timings.scanQuietMs,
    });
  }

  #silenceOf(config: MqttConfig): Silence {
    const isAnothers = parts.anothers(config, this.#topics, this.#ownership, [...this.#links.keys()]);
    return new Silence({ memory: this.#memory, publisher: this.#publisher, isAnothers });
  }

  #ownershipOf(instance: string): Ownership {
    return new Ownership({
      instance,
      topics: this.#topics,
      controllers: [...this.#links.keys()],
      publish: (messages) => this.#offer(messages),
      granted: (id) => {
        // Whoever drove it before may have left other values.
        this.#publisher.forget(`${this.#topics.controller(id).root}/`);
        this.#links.get(id)?.announce();
        this.#router.granted(id);
        this.#sweeper.granted(id);
        this.#desk.changed();
      },
      info: (sentence) => this.#log.info(sentence),
      warn: (sentence) => this.#warn(sentence),
    });
  }

  #deskOf(config: MqttConfig, controllers: BridgeOptions["controllers"], mayReply: ReplyGuard): BridgeDesk {
    return new BridgeDesk({
      config,
      topics: this.#topics,
      mayReply,
      info: parts.infoOf(config, parts.ownVersion, controllers),
      controllers,
      driver: (id) => this.#ownership.driver(id),
      counters: () => this.#publisher.counters,
      room: (topic) => this.#publisher.room(topic),
      publish: (messages) => this.#offer(messages),
      reply: (messages) => this.#publisher.offer(messages),
      rediscover: () => this.#rediscover(),
      purge: () => this.#silence.begin(),
      healthMs: this.#timings.healthMs,
      now: () => Date.now(),
    });
  }

  /** What a bridge publishes by itself. */
  #offer(messages: readonly Message[]): void {
    if (!this.#silence.isKept) this.#publisher.offer(messages);
  }

  #rediscover(): void {
    this.#homeAssistant.restore();
    if (!this.#silence.isKept) this.#announce();
    else {
      this.#silence.end();
      this.#session();
    }
  }

  /** For the log, and for whoever looks at the bridge. */
  #warn(sentence: string): void {
    this.#log.warn(sentence);
    this.#desk.warned(sentence);
  }

  #up(wire: Wire, { protocol, maxPacket }: Session): void {
    if (this.#stopping !== undefined) return;
    this.#state = protocol === 5 ? "mqtt 5" : "mqtt 3.1.1";
    this.#log.info(`connected to the broker (${this.#state})`);
    this.#publisher.attach(this.#homeAssistant.up(wire, protocol), maxPacket);
    this.#desk.up(this.#state);
    // The will may have spoken meanwhile.
    if (this.#silence.isKept) this.#publisher.offer([retained(this.#topics.bridgeState, "")]);
    else this.#session();
  }

  /** Everything as if nobody knew anything of this bridge. */
  #session(): void {
    this.#announce();
    this.#desk.again();
    this.#ownership.up();
    this.#sweeper.up();
  }

  #down(reason: string): void {
    if (this.#state === "stopped") return;
    this.#state = "connecting";
    this.#publisher.detach();
    this.#ownership.down();
    this.#router.down();
    this.#homeAssistant.down();
    this.#log.warn(`not connected to the broker: ${reason}; trying again`);
  }

  #announce(raises = false): void {
    this.#offer([retained(this.#topics.bridgeState, "online", { force: true, urgent: true })]);
    this.#homeAssistant.announceSelf();
    for (const [id, link] of this.#links) if (this.#ownership.owns(id)) link.announce(raises);
  }

  #sent(message: Message): void {
    this.#memory.note(message);
    this.#homeAssistant.sent(message);
  }

  #take(message: Incoming): void {
    if (this.#stopping !== undefined) return;
    const takers = [this.#ownership, this.#router, this.#desk, this.#homeAssistant];
    takers.some((taker) => taker.take(message));
  }

  async #end(): Promise<void> {
    this.#homeAssistant.down();
    this.#sweeper.stop();
    this.#desk.stop();
    // The answers to what runs must leave, too.
    const answered = this.#router.stop().then(() => this.#publisher.idle());
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
    this.#publisher.detach();
    this.#state = "stopped";
    const ids = [...this.#links.keys()];
    const farewell = this.#silence.isKept ? [] : parts.farewellOf(this.#topics, this.#ownership, ids);
    this.#ownership.down();
    await this.#connection.stop(farewell, parts.stopGraceMs);
    for (const message of farewell) this.#memory.note(message);
    this.#memory.close();
  }
}
