import { hostname } from "node:os";
import type { Bridge, BridgeLog, BridgeOptions } from "./bridge-options.ts";
import { type ReplyGuard, replyGuardOf } from "./commands/reply-topics.ts";
import { CommandRouter } from "./commands/router.ts";
import type { MqttConfig } from "./config.ts";
import { BridgeDesk } from "./desk/bridge-desk.ts";
import { infoOf } from "./desk/info.ts";
import { silentLog, tellingLog } from "./desk/telling-log.ts";
import type { DiscoveryOptions } from "./homeassistant/discovery.ts";
import { discoveryOptionsOf } from "./homeassistant/discovery-options.ts";
import { HomeAssistant } from "./homeassistant/home-assistant.ts";
import { DrivenControllers } from "./link/driven-controllers.ts";
import { HouseMemory } from "./memory/house-memory.ts";
import { RetainedMemory } from "./memory/retained-memory.ts";
import { Connection, type Incoming, type Session } from "./mqtt/connection.ts";
import { connectionOptionsOf } from "./mqtt/connection-options.ts";
import type { Message } from "./mqtt/message.ts";
import { maxPayload, Publisher, type Wire } from "./mqtt/publisher.ts";
import { type Topics, topicsOf } from "./mqtt/topics.ts";
import { addressOf, instanceOf } from "./names/own-names.ts";
import { ownVersion } from "./own-version.ts";
import { anothers, hereOf } from "./purge/here.ts";
import { Silence } from "./purge/silence.ts";
import { Sweeper } from "./purge/sweeper.ts";
import { type BridgeTimings, defaultTimings } from "./timings.ts";

/** What the parts of a bridge ask of it. */
export interface BridgeCalls {
  /** How the broker is connected now. */
  connection(): Bridge["connection"];
  /** Announces everything. `raises`: what is gone, too, to be buried the next time. */
  announce(raises: boolean): void;
  rediscover(): void;
  up(wire: Wire, session: Session): void;
  down(reason: string): void;
  take(message: Incoming): void;
}

/** What a bridge is made of. Each part knows the others only by what it is given here; nothing runs yet. */
export class BridgeParts {
  readonly topics: Topics;
  readonly log: BridgeLog;
  readonly memory: RetainedMemory;
  readonly houses: HouseMemory;
  readonly publisher: Publisher;
  readonly homeAssistant: HomeAssistant;
  readonly driven: DrivenControllers;
  readonly silence: Silence;
  readonly sweeper: Sweeper;
  readonly router: CommandRouter;
  readonly connection: Connection;
  readonly desk: BridgeDesk;
  readonly #config: MqttConfig;
  readonly #options: BridgeOptions;
  readonly #calls: BridgeCalls;
  readonly #instance: string;
  readonly #timings: BridgeTimings;
  readonly #discovery: DiscoveryOptions | undefined;

  constructor(config: MqttConfig, options: BridgeOptions, calls: BridgeCalls) {
    [this.#config, this.#options, this.#calls] = [config, options, calls];
    const log = options.log ?? silentLog;
    const instance = options.instance ?? instanceOf(hostname());
    this.#instance = instance;
    this.#timings = { ...defaultTimings, ...options.timings };
    this.topics = topicsOf(config["base-topic"], instance);
    this.log = tellingLog(log, (level, sentence) => this.desk.logged(level, sentence));
    const speaksV5 = (): boolean => calls.connection() === "mqtt 5";
    this.#discovery = discoveryOptionsOf(config, { instance, version: ownVersion, speaksV5 });
    // They read their files before anybody could be told on the broker.
    const warn = (sentence: string): void => log.warn(sentence);
    const broker = addressOf(config.url);
    this.memory = new RetainedMemory({ broker, file: options.memory, now: () => Date.now(), warn });
    this.houses = new HouseMemory({ file: options.houses, warn });
    this.publisher = this.#publisherOf();
    this.homeAssistant = this.#homeAssistantOf();
    this.driven = this.#drivenOf();
    this.silence = this.#silenceOf();
    this.sweeper = this.#sweeperOf();
    const mayReply = replyGuardOf(config, this.topics);
    this.router = this.#routerOf(mayReply);
    this.desk = this.#deskOf(mayReply);
    this.connection = this.#connectionOf();
  }

  /** Publishes what a bridge says by itself, unless it was told to keep silent. */
  offer(messages: readonly Message[]): void {
    if (!this.silence.isKept) this.publisher.offer(messages);
  }

  /** For the log, and for whoever looks at the bridge. */
  warn(sentence: string): void {
    this.log.warn(sentence);
    this.desk.warned(sentence);
  }

  #publisherOf(): Publisher {
    return new Publisher({
      onSent: (message) => {
        this.memory.note(message);
        this.homeAssistant.sent(message);
      },
      maxPayload,
      heartbeatMs: this.#timings.heartbeatMs,
      now: () => Date.now(),
      onOversize: (topic, bytes) =>
        this.warn(
          `did not publish ${topic}: ${bytes} bytes are more than a broker takes; lower mqtt.home-assistant.max-options`,
        ),
    });
  }

  #homeAssistantOf(): HomeAssistant {
    return new HomeAssistant({
      config: this.#config["home-assistant"],
      discovery: this.#discovery,
      memory: this.memory,
      publish: (messages) => this.offer(messages),
      hear: (topic) => this.connection.hear(topic),
      announce: (raises) => this.#calls.announce(raises),
      links: () => this.driven.links.values(),
      timings: this.#timings,
      info: (sentence) => this.log.info(sentence),
    });
  }

  #drivenOf(): DrivenControllers {
    const config = this.#config["home-assistant"];
    return new DrivenControllers({
      controllers: this.#options.controllers,
      instance: this.#instance,
      topics: this.topics,
      config,
      discovery: this.#discovery,
      memory: this.memory,
      houses: this.houses,
      words: { language: config.language, timeZone: this.#options.timeZone },
      timings: this.#timings,
      publisher: this.publisher,
      publish: (messages) => this.offer(messages),
      isWithdrawn: (topic) => this.homeAssistant.isWithdrawn(topic),
      granted: (id) => {
        this.router.granted(id);
        this.sweeper.granted(id);
        this.desk.changed();
      },
      log: { info: (sentence) => this.log.info(sentence), warn: (sentence) => this.warn(sentence) },
    });
  }

  #silenceOf(): Silence {
    const isAnothers = anothers(this.#config, this.topics, this.driven, this.driven.ids);
    return new Silence({ memory: this.memory, publisher: this.publisher, isAnothers });
  }

  #sweeperOf(): Sweeper {
    return new Sweeper({
      config: this.#config,
      here: hereOf(this.#config, this.#instance, this.driven.ids),
      memory: this.memory,
      publish: (messages) => this.publisher.offer(messages),
      owns: (id) => this.driven.owns(id),
      known: (id) => this.driven.links.get(id)?.known(),
      info: (sentence) => this.log.info(sentence),
      quietMs: this.#timings.scanQuietMs,
    });
  }

  #routerOf(mayReply: ReplyGuard): CommandRouter {
    return new CommandRouter({
      topics: this.topics,
      mayReply,
      targets: this.driven.links,
      publish: (message) => this.publisher.offer([message]),
      rawRows: this.#config["raw-rows"],
      driver: (id) => this.driven.driver(id),
      room: (topic) => this.publisher.room(topic),
      failed: (answer) => this.desk.failed(answer),
      warn: (sentence) => this.log.warn(sentence),
    });
  }

  #deskOf(mayReply: ReplyGuard): BridgeDesk {
    const { controllers } = this.#options;
    return new BridgeDesk({
      config: this.#config,
      topics: this.topics,
      mayReply,
      info: infoOf(this.#config, controllers),
      controllers,
      driver: (id) => this.driven.driver(id),
      counters: () => this.publisher.counters,
      room: (topic) => this.publisher.room(topic),
      publish: (messages) => this.offer(messages),
      reply: (messages) => this.publisher.offer(messages),
      rediscover: () => this.#calls.rediscover(),
      purge: () => this.silence.begin(),
      healthMs: this.#timings.healthMs,
      now: () => Date.now(),
    });
  }

  #connectionOf(): Connection {
    const parts = {
      instance: this.#instance,
      topics: this.topics,
      further: this.homeAssistant.subscriptions,
      timings: this.#timings,
      reread: this.#options.reread,
      warn: (sentence: string) => this.warn(sentence),
    };
    return new Connection(connectionOptionsOf(this.#config, parts), {
      up: (wire, session) => this.#calls.up(wire, session),
      down: (reason) => this.#calls.down(reason),
      refused: (topic, reason) => this.warn(`the broker refused ${topic}: ${reason}`),
      message: (message) => this.#calls.take(message),
    });
  }
}
