import { type Actor, type Controller, operations, type Progress, rowOf } from "@pointsman/core";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import type { CommandTopic, Topics } from "../mqtt/topics.ts";
import type { House } from "../house/house.ts";
import { aboutCommand, failure, head, repliesTo, success, topicName } from "./answer.ts";
import { describeCommands } from "./describe.ts";
import { type Answer, BadCommand, peekTransaction } from "./envelope.ts";
import { type Intent, readIntent } from "./intent.ts";
import { LatestFirst } from "./latest.ts";
import { TokenBucket } from "./rate-limit.ts";
import type { ReplyGuard } from "./reply-topics.ts";
import { callRow, isRowVerb, rowOfVerb } from "./rows.ts";

/** A controller as the commands see it. */
export interface CommandTarget {
  readonly controller: Controller;
  house(): House;
  /** Publishes the true state again, changed or not, so that a picker which showed a wish snaps back. */
  restate(): void;
  /** A dashboard of Home Assistant that fits, as YAML. Throws `BadCommand` where there is none. */
  dashboard(): string;
  /** Told of each command that failed, and what it asked for, where that was understood. */
  failed(answer: Answer, intent?: Intent): void;
}

export type Driver = "this" | "other" | "unknown";

export interface RouterOptions {
  readonly topics: Topics;
  readonly mayReply: ReplyGuard;
  readonly targets: ReadonlyMap<string, CommandTarget>;
  /** Who drives a controller: another process answers its commands itself. */
  readonly driver: (controller: string) => Driver;
  readonly publish: (message: Message) => void;
  /** Bytes of payload that can be sent on a topic now. */
  readonly room: (topic: string) => number;
  /** Told of each command that failed, whichever controller it was for. */
  readonly failed?: (answer: Answer) => void;
  readonly warn: (sentence: string) => void;
  /** Whether rows may be called by `request/api/…`. */
  readonly rawRows: boolean;
}

const rate = { perSecond: 10, burst: 20 } as const;
/** QoS 1 may deliver twice: the same transaction within this time gets the same answer without running again. */
const rememberMs = 300_000;
const rememberMax = 500;
/** A test of 2,000 nodes says how far it is, but not 2,000 times. */
const progressEveryMs = 500;
/** Commands that may wait until it is known who drives the controller. */
const earlyMax = 100;

/** Topic and payload in, exactly one answer out. */
export class CommandRouter {
  readonly #options: RouterOptions;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #answered = new Map<string, { at: number; answer: Promise<Answer> }>();
  readonly #latest = new LatestFirst();
  readonly #stop = new AbortController();
  #early: { readonly message: Incoming; readonly controller: string }[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #warned = new Set<string>();

  constructor(options: RouterOptions) {
    this.#options = options;
    for (const id of options.targets.keys()) this.#buckets.set(id, new TokenBucket(rate));
  }

  /** True when the message was a command of ours, whatever became of it. */
  take(message: Incoming): boolean {
    const topic = this.#options.topics.parse(message.topic);
    const target = topic === undefined ? undefined : this.#options.targets.get(topic.controller);
    if (topic === undefined || target === undefined) return false;
    if (message.retain) {
      // A command that waits on the broker would run again at every start.
      this.#warnOnce(
        message.topic,
        `ignored a retained command on ${message.topic}: publish commands without the retain flag`,
      );
      return true;
    }
    const driver = this.#options.driver(topic.controller);
    if (driver === "unknown") this.#early.push({ message, controller: topic.controller });
    if (this.#early.length > earlyMax) this.#early.shift();
    if (driver === "this") this.#start(topic, message, target);
    return true;
  }

  /** This process drives the controller from now on: what came before that was known has its turn. */
  granted(controller: string): void {
    const early = this.#early.filter((each) => each.controller === controller);
    this.#early = this.#early.filter((each) => each.controller !== controller);
    for (const { message } of early) this.take(message);
  }

  /** The connection is gone: nobody waits for the answers any more. */
  down(): void {
    this.#early = [];
  }

  #start(topic: CommandTopic, message: Incoming, target: CommandTarget): void {
    const run = this.#handle(topic, message, target).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Takes nothing more, ends what runs, and waits for the answers. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }

  async #handle(topic: CommandTopic, message: Incoming, target: CommandTarget): Promise<void> {
    const startedAt = performance.now();
    let intent: Intent | undefined;
    let answer: Answer;
    try {
      if (this.#buckets.get(topic.controller)?.take() !== true) {
        throw new BadCommand("rate-limited", `more than ${rate.perSecond} commands a second; try again in a moment`);
      }
      intent = readIntent(topic, message.payload, target.house(), this.#options);
      answer = await this.#once(topic, intent, target, startedAt);
    } catch (error) {
      answer = failure(topic, intent, error, startedAt, peekTransaction(message.payload));
    }
    this.#answer(topic, message, answer, intent);
    if (answer.status === "error") {
      target.failed(answer, intent);
      this.#options.failed?.(answer);
    }
    // Also after a success: Home Assistant shows its wish until the state speaks.
    if (topic.kind === "set") target.restate();
  }

  async #once(topic: CommandTopic, intent: Intent, target: CommandTarget, startedAt: number): Promise<Answer> {
    const { transaction } = intent.request;
    // What changes nothing may run again, and its answers are the large ones.
    if (transaction === undefined || isQuery(intent.operation)) return this.#run(topic, intent, target, startedAt);
    const key = `${topic.controller} ${intent.operation} ${transaction}`;
    const known = this.#answered.get(key);
    if (known !== undefined && startedAt - known.at < rememberMs) return known.answer;
    const answer = this.#run(topic, intent, target, startedAt);
    this.#answered.delete(key);
    this.#answered.set(key, { at: startedAt, answer });
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= rememberMax) break;
      this.#answered.delete(oldest);
    }
    return answer;
  }

  async #run(topic: CommandTopic, intent: Intent, target: CommandTarget, startedAt: number): Promise<Answer> {
    const perform = (): Promise<unknown> => this.#perform(topic, intent, target);
    try {
      const data =
        topic.kind === "set"
          ? await this.#latest.run(`${topic.controller} ${topicName(topic)}`, perform)
          : await perform();
      return success(topic, intent, data, startedAt);
    } catch (error) {
      return failure(topic, intent, error, startedAt);
    }
  }

  async #perform(topic: CommandTopic, intent: Intent, target: CommandTarget): Promise<unknown> {
    const { controller } = target;
    const { timeoutMs, input } = intent.request;
    if (intent.operation === "dashboard") return { yaml: target.dashboard() };
    if (intent.operation === "describe") return describeCommands(input);
    const signal =
      timeoutMs === undefined
        ? this.#stop.signal
        : AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
    const actor: Actor = { outlet: "mqtt", id: topicName(topic) };
    if (isRowVerb(intent.operation))
      return await callRow(controller, rowOfVerb(intent.operation), input, { actor, signal });
    // The runner checks the input against the operation's schema; its type cannot be known for a wire's payload.
    return await controller.run(intent.operation, input, {
      actor,
      signal,
      ...(topic.kind === "request" ? { progress: this.#progressOf(topic, intent) } : {}),
    });
  }

  #progressOf(topic: CommandTopic & { readonly kind: "request" }, intent: Intent): (progress: Progress) => void {
    const on = this.#options.topics.controller(topic.controller).progress(topic.verb);
    let saidAt = Number.NEGATIVE_INFINITY;
    return (progress) => {
      const now = performance.now();
      if (now - saidAt < progressEveryMs && progress.done < progress.total) return;
      saidAt = now;
      const payload = JSON.stringify({ ...head(topic, intent), ...progress });
      this.#options.publish({ topic: on, payload, qos: 0, retain: false, urgent: true, properties: aboutCommand });
    };
  }

  #answer(topic: CommandTopic, asked: Incoming, answer: Answer, intent: Intent | undefined): void {
    const fallback = topic.kind === "request" ? topic.verb : "set";
    const own = this.#options.topics.controller(topic.controller).response(intent?.answerOn ?? fallback);
    const { mayReply, room, publish } = this.#options;
    for (const message of repliesTo(asked, answer, { own, mayReply, room, intent })) publish(message);
  }

  #warnOnce(key: string, sentence: string): void {
    if (this.#warned.has(key) || this.#warned.size > 100) return;
    this.#warned.add(key);
    this.#options.warn(sentence);
  }
}

function isQuery(operation: Intent["operation"]): boolean {
  if (isRowVerb(operation)) return rowOf(rowOfVerb(operation)).kind === "query";
  return operation === "describe" || operation === "dashboard" || operations[operation].danger === "none";
}
