import type { Controller } from "@pointsman/core";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import type { CommandTopic, Topics } from "../mqtt/topics.ts";
import type { House } from "../state/house.ts";
import { type Answer, BadCommand, describeError, isReplyTopic } from "./envelope.ts";
import { type Intent, readIntent } from "./intent.ts";
import { TokenBucket } from "./rate-limit.ts";

/** A controller as the commands see it. */
export interface CommandTarget {
  readonly controller: Controller;
  house(): House;
  /** Publishes the true state again, changed or not, so that a picker which showed a wish snaps back. */
  restate(): void;
}

export interface RouterOptions {
  readonly base: string;
  readonly topics: Topics;
  readonly targets: ReadonlyMap<string, CommandTarget>;
  readonly publish: (message: Message) => void;
  readonly warn: (sentence: string) => void;
}

const rate = { perSecond: 10, burst: 20 } as const;
/** QoS 1 may deliver twice: the same transaction within this time gets the same answer without running again. */
const rememberMs = 300_000;
const rememberMax = 500;

/** Topic and payload in, exactly one answer out. */
export class CommandRouter {
  readonly #options: RouterOptions;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #answered = new Map<string, { at: number; answer: Promise<Answer> }>();
  readonly #stop = new AbortController();
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
    const run = this.#handle(topic, message, target).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return true;
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
      intent = readIntent(topic, message.payload, target.house());
      answer = await this.#once(topic, intent, target, startedAt);
    } catch (error) {
      answer = failure(topic, intent, error, startedAt);
    }
    this.#answer(topic, message, answer, intent?.answerOn);
    // Also after a success: Home Assistant shows its wish until the state speaks.
    if (topic.kind === "set") target.restate();
  }

  async #once(topic: CommandTopic, intent: Intent, target: CommandTarget, startedAt: number): Promise<Answer> {
    const { transaction } = intent.request;
    if (transaction === undefined) return this.#run(topic, intent, target, startedAt);
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

  async #run(topic: CommandTopic, intent: Intent, { controller }: CommandTarget, startedAt: number): Promise<Answer> {
    const { timeoutMs, input } = intent.request;
    const signal =
      timeoutMs === undefined
        ? this.#stop.signal
        : AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      // The runner checks the input against the operation's schema; its type cannot be known for a wire's payload.
      const data: unknown = await controller.run(intent.operation, input, {
        actor: { outlet: "mqtt", id: topicName(topic) },
        signal,
      });
      return { ...head(topic, intent), status: "ok", data, took_ms: since(startedAt) };
    } catch (error) {
      return failure(topic, intent, error, startedAt);
    }
  }

  #answer(
    topic: CommandTopic,
    { responseTopic, correlationData }: Incoming,
    answer: Answer,
    answerOn: string | undefined,
  ): void {
    const payload = JSON.stringify(answer);
    const fallback = topic.kind === "request" ? topic.verb : "set";
    const own = this.#options.topics.controller(topic.controller).response(answerOn ?? fallback);
    const properties = { contentType: "application/json", messageExpiryInterval: 60 };
    this.#options.publish({ topic: own, payload, qos: 1, retain: false, properties });
    if (!isReplyTopic(this.#options.base, responseTopic)) return;
    this.#options.publish({
      topic: responseTopic,
      payload,
      qos: 1,
      retain: false,
      properties: { ...properties, ...(correlationData === undefined ? {} : { correlationData }) },
    });
  }

  #warnOnce(key: string, sentence: string): void {
    if (this.#warned.has(key) || this.#warned.size > 100) return;
    this.#warned.add(key);
    this.#options.warn(sentence);
  }
}

function head(topic: CommandTopic, intent: Intent | undefined): Pick<Answer, "verb" | "controller" | "transaction"> {
  const transaction = intent?.request.transaction;
  return {
    verb: intent?.operation ?? topicName(topic),
    controller: topic.controller,
    ...(transaction === undefined ? {} : { transaction }),
  };
}

function failure(topic: CommandTopic, intent: Intent | undefined, error: unknown, startedAt: number): Answer {
  return { ...head(topic, intent), status: "error", error: describeError(error), took_ms: since(startedAt) };
}

/** The command's name without base and controller: `set/mode`, `request/select-node`. */
function topicName(topic: CommandTopic): string {
  switch (topic.kind) {
    case "set":
      return ["set", topic.target, topic.item].filter((part) => part !== undefined).join("/");
    case "command":
      return `cmd/${topic.verb}`;
    case "request":
      return `request/${topic.verb}`;
  }
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
