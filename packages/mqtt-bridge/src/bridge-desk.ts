import type { Controller } from "@pointsman/core";
import { failure, repliesTo, success } from "./commands/answer.ts";
import { type Answer, BadCommand, peekTransaction, readRequest } from "./commands/envelope.ts";
import { TokenBucket } from "./commands/rate-limit.ts";
import type { Driver } from "./commands/router.ts";
import type { Incoming } from "./mqtt/connection.ts";
import type { Message } from "./mqtt/message.ts";
import type { PublisherCounters } from "./mqtt/publisher.ts";
import type { CommandTopic, Topics } from "./mqtt/topics.ts";
import {
  type BridgeEvent,
  type BridgeHealth,
  type BridgeInfo,
  bridgeEvent,
  healthState,
  infoState,
  problemOf,
} from "./state/bridge-states.ts";

export interface BridgeDeskOptions {
  readonly base: string;
  readonly topics: Topics;
  readonly info: Omit<BridgeInfo, "protocol" | "started" | "node">;
  readonly controllers: ReadonlyMap<string, Pick<Controller, "observer">>;
  readonly driver: (controller: string) => Driver;
  readonly counters: () => PublisherCounters;
  /** Bytes of payload that can be sent on a topic now. */
  readonly room: (topic: string) => number;
  readonly publish: (messages: readonly Message[]) => void;
  /** Announces everything again. */
  readonly rediscover: () => void;
  /** How often health is told, ms. */
  readonly healthMs: number;
  /** Unix time in ms. */
  readonly now: () => number;
}

const megabyte = 1_000_000;
/** The bridge's own verbs are for people, not for loops. */
const rate = { perSecond: 2, burst: 10 } as const;
/** A broker that refuses every topic must not fill anybody's log of events. */
const eventRate = { perSecond: 0.1, burst: 10 } as const;
const verbs = ["info", "health", "rediscover"] as const;

/** The bridge's own part of the broker: what it is, how it does, what happens to it, and what it is asked itself. */
export class BridgeDesk {
  readonly #options: BridgeDeskOptions;
  readonly #bucket = new TokenBucket(rate);
  readonly #events = new TokenBucket(eventRate);
  readonly #stop = new AbortController();
  readonly #startedAt: number;
  #protocol = "connecting";
  #connects = 0;
  #lastError: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BridgeDeskOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  start(): void {
    this.#timer = setInterval(() => this.#publishHealth(), this.#options.healthMs).unref();
    for (const [id, controller] of this.#options.controllers) void this.#follow(id, controller);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stop.abort();
  }

  /** A session with the broker began. */
  up(protocol: string): void {
    this.#protocol = protocol;
    this.#connects += 1;
    const isFirst = this.#connects === 1;
    this.#options.publish([infoState(this.#options.topics, this.info())]);
    this.#publishHealth();
    this.#tell(
      isFirst
        ? { event_type: "started", text: `Pointsman ${this.#options.info.version} is here.` }
        : { event_type: "reconnected", text: `The broker was away; connected again (${protocol}).` },
    );
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
    if (!message.retain) this.#answer(verb, message);
    return true;
  }

  info(): BridgeInfo {
    const { info } = this.#options;
    const started = new Date(this.#startedAt).toISOString();
    return { ...info, node: process.version, protocol: this.#protocol, started };
  }

  health(): BridgeHealth {
    const { counters, now } = this.#options;
    const { sent, unchanged, oversize } = counters();
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
      connected: connected.length,
      controllers,
    };
  }

  #controllers(): BridgeHealth["controllers"] {
    const { controllers, driver } = this.#options;
    return Object.fromEntries(
      [...controllers].map(([id, { observer }]) => [
        id,
        { reachability: observer.snapshot.reachability, driver: driver(id) },
      ]),
    );
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
        this.#publishHealth();
      }
    } catch {
      // The controller was closed before the bridge: nothing comes of it any more.
    }
  }

  #answer(verb: string, message: Incoming): void {
    const startedAt = performance.now();
    const { base, topics, room, publish } = this.#options;
    const topic: CommandTopic = { controller: "bridge", kind: "request", verb };
    let answer: Answer;
    try {
      if (!this.#bucket.take())
        throw new BadCommand("rate-limited", `more than ${rate.perSecond} questions a second; try again in a moment`);
      const { input, transaction } = readRequest(message.payload);
      const [unknown] = Object.keys(input);
      if (unknown !== undefined) throw new BadCommand("malformed", `${verb} takes no "${unknown.slice(0, 64)}"`);
      answer = success(topic, undefined, this.#perform(verb), startedAt, transaction);
    } catch (error) {
      answer = failure(topic, undefined, error, startedAt, peekTransaction(message.payload));
    }
    const own = topics.bridgeResponse(verb);
    publish(repliesTo(message, answer, { own, base, room }));
  }

  #perform(verb: string): unknown {
    switch (verbs.find((each) => each === verb)) {
      case "info":
        return this.info();
      case "health":
        return this.health();
      case "rediscover":
        this.#options.rediscover();
        return { announced: this.#options.info.controllers };
      case undefined:
        throw new BadCommand(
          "unknown-verb",
          `the bridge knows no "${verb.slice(0, 64)}"; it knows ${verbs.join(", ")}`,
        );
    }
  }
}
