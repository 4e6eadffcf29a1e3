import type { Controller, StreamHealth } from "@pointsman/core";
import { failure, repliesTo, success } from "../commands/answer.ts";
import { type Answer, BadCommand, peekTransaction, readRequestOr } from "../commands/envelope.ts";
import { TokenBucket } from "../commands/rate-limit.ts";
import type { ReplyGuard } from "../commands/reply-topics.ts";
import type { Driver } from "../commands/router.ts";
import { logLevels, type LogTopicLevel, type MqttConfig } from "../config.ts";
import type { FixedInfo } from "./info.ts";
import { LogFeed, secretsOf } from "./log-feed.ts";
import { LoopLag } from "./loop-lag.ts";
import { shownConfig } from "./shown-config.ts";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import type { PublisherCounters } from "../mqtt/publisher.ts";
import type { CommandTopic, Topics } from "../mqtt/topics.ts";
import {
  type BridgeEvent,
  type BridgeHealth,
  type BridgeInfo,
  type ControllerHealth,
  bridgeEvent,
  healthState,
  infoState,
  problemOf,
} from "../state/bridge-states.ts";

export interface BridgeDeskOptions {
  readonly mayReply: ReplyGuard;
  readonly topics: Topics;
  readonly config: MqttConfig;
  readonly info: FixedInfo;
  readonly controllers: ReadonlyMap<string, WatchedController>;
  readonly driver: (controller: string) => Driver;
  readonly counters: () => PublisherCounters;
  /** Bytes of payload that can be sent on a topic now. */
  readonly room: (topic: string) => number;
  readonly publish: (messages: readonly Message[]) => void;
  /** Sends answers, also of a bridge that was told to keep silent. */
  readonly reply: (messages: readonly Message[]) => void;
  /** Announces everything again. */
  readonly rediscover: () => void;
  /** Takes everything of ours off the broker; answers with the number of topics. */
  readonly purge: () => Promise<number>;
  /** How often health is told, ms. */
  readonly healthMs: number;
  /** Unix time in ms. */
  readonly now: () => number;
}

type WatchedController = Pick<Controller, "observer"> & {
  readonly streams: Pick<Controller["streams"], "traffic" | "memory">;
};

const megabyte = 1_000_000;
/** The bridge's own verbs are for people, not for loops. */
const rate = { perSecond: 2, burst: 10 } as const;
/** A broker that refuses every topic must not fill anybody's log of events. */
const eventRate = { perSecond: 0.1, burst: 10 } as const;
const verbs = ["info", "health", "rediscover", "purge", "set-log-level", "get-config"] as const;

/** The bridge's own part of the broker: what it is, how it does, what happens to it, and what it is asked itself. */
export class BridgeDesk {
  readonly #options: BridgeDeskOptions;
  readonly #bucket = new TokenBucket(rate);
  readonly #events = new TokenBucket(eventRate);
  readonly #stop = new AbortController();
  readonly #startedAt: number;
  readonly #lag = new LoopLag();
  readonly #log: LogFeed;
  #protocol = "connecting";
  #connects = 0;
  #lastError: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BridgeDeskOptions) {
    this.#options = options;
    this.#startedAt = options.now();
    const { config, topics, publish, now } = options;
    this.#log = new LogFeed({
      topic: topics.bridgeLog,
      level: config["log-topic"],
      secrets: secretsOf(config),
      publish,
      now,
    });
  }

  start(): void {
    this.#lag.start();
    this.#timer = setInterval(() => this.#publishHealth(), this.#options.healthMs).unref();
    for (const [id, controller] of this.#options.controllers) void this.#follow(id, controller);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#lag.stop();
    this.#stop.abort();
  }

  /** A session with the broker began. */
  up(protocol: string): void {
    this.#protocol = protocol;
    this.#connects += 1;
    const isFirst = this.#connects === 1;
    this.again();
    this.#tell(
      isFirst
        ? { event_type: "started", text: `Pointsman ${this.#options.info.version} is here.` }
        : { event_type: "reconnected", text: `The broker was away; connected again (${protocol}).` },
    );
  }

  /** Tells what it is and how it does, as far as the broker does not know. */
  again(): void {
    this.#publishInfo();
    this.#publishHealth();
  }

  /** A line of the log, which people may want on the broker, too. */
  logged(level: Exclude<LogTopicLevel, "off">, sentence: string): void {
    this.#log.line(level, sentence);
  }

  /** A command failed, and whoever sent it may not read the answers. */
  failed({ controller, verb, error }: Answer): void {
    if (error === undefined) return;
    this.#lastError = `${controller}, ${verb}: ${error.message}`;
    this.#publishProblem();
  }

  /** Something went wrong that somebody should mend. */
  warned(sentence: string): void {
    this.#lastError = sentence;
    this.#publishProblem();
    this.#tell({ event_type: "warning", text: sentence });
  }

  /** Who drives what may be another now. */
  changed(): void {
    this.#publishHealth();
  }

  /** True when the message asked the bridge itself. */
  take(message: Incoming): boolean {
    const verb = this.#options.topics.bridgeVerb(message.topic);
    if (verb === undefined) return false;
    // A question that waits on the broker would be asked again at every start.
    if (!message.retain) void this.#answer(verb, message);
    return true;
  }

  info(): BridgeInfo {
    const { info } = this.#options;
    const started = new Date(this.#startedAt).toISOString();
    const reachable = info.controllers.filter((id) => this.#isReachable(id));
    return { ...info, node: process.version, protocol: this.#protocol, started, reachable, log: this.#log.level };
  }

  health(): BridgeHealth {
    const { counters, now } = this.#options;
    const { sent, unchanged, oversize, waiting, shed } = counters();
    const controllers = this.#controllers();
    const connected = Object.values(controllers).filter(
      ({ reachability, driver }) => reachability === "reachable" && driver === "this",
    );
    return {
      uptime_s: Math.round((now() - this.#startedAt) / 1000),
      rss_mb: Math.round(process.memoryUsage.rss() / megabyte),
      sent,
      unchanged,
      dropped: oversize,
      reconnects: Math.max(0, this.#connects - 1),
      waiting,
      shed,
      loop_lag_ms: this.#lag.take(),
      connected: connected.length,
      controllers,
    };
  }

  #controllers(): BridgeHealth["controllers"] {
    const { controllers, driver, now } = this.#options;
    return Object.fromEntries(
      [...controllers].map(([id, { observer, streams }]) => [
        id,
        {
          reachability: observer.snapshot.reachability,
          driver: driver(id),
          streams: {
            traffic: streamAge(streams.traffic.health, now()),
            memory: streamAge(streams.memory.health, now()),
          },
        },
      ]),
    );
  }

  #isReachable(id: string): boolean {
    return this.#options.controllers.get(id)?.observer.snapshot.reachability === "reachable";
  }

  #publishInfo(): void {
    this.#options.publish([infoState(this.#options.topics, this.info())]);
  }

  #publishHealth(): void {
    this.#options.publish([healthState(this.#options.topics, this.health())]);
    this.#publishProblem();
  }

  #publishProblem(): void {
    this.#options.publish([problemOf(this.#options.topics, this.#controllers(), this.#lastError)]);
  }

  #tell(event: BridgeEvent): void {
    if (this.#events.take()) this.#options.publish([bridgeEvent(this.#options.topics, event)]);
  }

  async #follow(id: string, { observer }: Pick<Controller, "observer">): Promise<void> {
    // The link of the controller sets the pace; this only listens.
    const interest = { parts: ["reachability"] as const, everyMs: 60_000 };
    try {
      for await (const change of observer.watch(interest, { signal: this.#stop.signal })) {
        if (change.type === "core-lost")
          this.#tell({ event_type: "controller_lost", text: change.error.message, controller: id });
        else if (change.type === "core-back")
          this.#tell({ event_type: "controller_back", text: `${id} answers.`, controller: id });
        else continue;
        this.again();
      }
    } catch {
      // The controller was closed before the bridge: nothing comes of it any more.
    }
  }

  async #answer(verb: string, message: Incoming): Promise<void> {
    const startedAt = performance.now();
    const { mayReply, topics, room, reply } = this.#options;
    const topic: CommandTopic = { controller: "bridge", kind: "request", verb };
    let answer: Answer;
    try {
      if (!this.#bucket.take())
        throw new BadCommand("rate-limited", `more than ${rate.perSecond} questions a second; try again in a moment`);
      const argument = verb === "set-log-level" ? "level" : undefined;
      const { input, transaction } = readRequestOr(message.payload, argument);
      const unknown = Object.keys(input).find((key) => key !== argument);
      if (unknown !== undefined) throw new BadCommand("malformed", `${verb} takes no "${unknown.slice(0, 64)}"`);
      answer = success(topic, undefined, await this.#perform(verb, input), startedAt, transaction);
    } catch (error) {
      answer = failure(topic, undefined, error, startedAt, peekTransaction(message.payload));
    }
    reply(repliesTo(message, answer, { own: topics.bridgeResponse(verb), mayReply, room }));
  }

  async #perform(verb: string, { level }: Readonly<Record<string, unknown>>): Promise<unknown> {
    switch (verbs.find((each) => each === verb)) {
      case "info":
        return this.info();
      case "health":
        return this.health();
      case "get-config":
        return shownConfig(this.#options.config);
      case "set-log-level":
        return this.#setLogLevel(level);
      case "rediscover":
        this.#options.rediscover();
        return { announced: this.#options.info.controllers };
      case "purge":
        return { emptied: await this.#options.purge(), silent_until: "rediscover, or the next start" };
      case undefined:
        throw new BadCommand(
          "unknown-verb",
          `the bridge knows no "${verb.slice(0, 64)}"; it knows ${verbs.join(", ")}`,
        );
    }
  }

  #setLogLevel(level: unknown): { readonly was: LogTopicLevel; readonly now: LogTopicLevel } {
    const wanted = logLevels.find((each) => each === level);
    if (wanted === undefined) throw new BadCommand("malformed", `level must be one of ${logLevels.join(", ")}`);
    const was = this.#log.level;
    this.#log.level = wanted;
    this.#publishInfo();
    return { was, now: wanted };
  }
}

function streamAge(health: StreamHealth, now: number): ControllerHealth["streams"]["traffic"] {
  const age = "sinceMs" in health ? Math.max(0, Math.round((now - health.sinceMs) / 1000)) : null;
  return { state: health.state, age_s: age };
}
