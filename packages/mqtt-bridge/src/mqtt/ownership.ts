import type { Incoming } from "./connection.ts";
import { type Message, retained } from "./message.ts";
import type { Topics } from "./topics.ts";

export interface OwnershipOptions {
  readonly instance: string;
  readonly topics: Topics;
  /** Ids of the controllers that this process would drive. */
  readonly controllers: readonly string[];
  readonly publish: (messages: readonly Message[]) => void;
  /** From now on this process drives the controller. */
  readonly granted: (controller: string) => void;
  readonly info: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
  /**
   * From the echo of our own birth to the first claim, ms: a broker sends what it retains first, or at that time.
   * Default 300.
   */
  readonly settleMs?: number;
  /** How long a birth and a claim wait for their echoes, ms. Default 2,000. */
  readonly echoMs?: number;
}

/** What a process publishes on `<base>/<controller>/owner`. */
interface Claim {
  readonly instance: string;
  /** ISO 8601: when the process started. */
  readonly since: string;
}

/**
 * Two processes never drive the same controller. Whoever finds no living owner claims; the claims reach all in the
 * broker's order, and the last one holds. The other waits until the owner says goodbye or its will speaks for it.
 */
export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #since = new Date().toISOString();
  readonly #claims = new Map<string, Claim>();
  readonly #living = new Set<string>();
  /** Claimed in this session: what the broker replays later is older. */
  readonly #claimed = new Set<string>();
  readonly #owned = new Set<string>();
  /** The owner that people were told of, by controller. */
  readonly #told = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #echoTimer: NodeJS.Timeout | undefined;
  #isSettled = false;

  constructor(options: OwnershipOptions) {
    this.#options = options;
  }

  owns(controller: string): boolean {
    return this.#owned.has(controller);
  }

  /** `unknown` until the broker's retained claims have arrived. */
  driver(controller: string): "this" | "other" | "unknown" {
    if (this.#owned.has(controller)) return "this";
    return this.#isSettled && !this.#claimed.has(controller) ? "other" : "unknown";
  }

  /** A new session: what others published is heard anew. */
  up(): void {
    this.down();
    // Of a user who may not read it there is no echo.
    this.#settleIn(this.#options.echoMs ?? 2000);
  }

  /** Without a broker nobody knows who owns what. */
  down(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#echoTimer);
    this.#echoTimer = undefined;
    this.#isSettled = false;
    for (const known of [this.#claims, this.#living, this.#claimed, this.#owned]) known.clear();
  }

  /** True when the message was about ownership. */
  take({ topic, payload, retain }: Pick<Incoming, "topic" | "payload" | "retain">): boolean {
    const { topics, controllers } = this.#options;
    const text = payload.toString("utf8");
    const instance = topics.instanceOf(topic);
    if (instance !== undefined) {
      if (text === "online") this.#living.add(instance);
      else this.#living.delete(instance);
      // However slow the broker is: it works through our subscriptions now.
      if (instance === this.#options.instance && !this.#isSettled) this.#settleIn(this.#options.settleMs ?? 300);
      for (const id of controllers) this.#judge(id);
      return true;
    }
    const controller = topics.ownedBy(topic);
    if (controller === undefined) return false;
    if (!controllers.includes(controller) || (retain && this.#claimed.has(controller))) return true;
    this.#hear(controller, readClaim(text));
    return true;
  }

  /** Goodbye: whoever waits may have what was ours. */
  farewell(): readonly Message[] {
    return [...this.#owned].map((id) => retained(this.#options.topics.controller(id).owner, ""));
  }

  #settleIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isSettled = true;
      for (const id of this.#options.controllers) this.#judge(id);
    }, ms);
    this.#timer.unref();
  }

  #hear(controller: string, claim: Claim | undefined): void {
    if (claim === undefined) this.#claims.delete(controller);
    else this.#claims.set(controller, claim);
    if (claim?.instance === this.#options.instance && this.#claimed.has(controller)) this.#grant(controller);
    else this.#judge(controller);
  }

  #judge(controller: string): void {
    const { instance, publish, topics, info, warn } = this.#options;
    const owner = this.#claims.get(controller);
    if (owner !== undefined && owner.instance !== instance && this.#living.has(owner.instance)) {
      const wasOurs = this.#owned.delete(controller);
      this.#claimed.delete(controller);
      if (!this.#isSettled || this.#told.get(controller) === owner.instance) return;
      this.#told.set(controller, owner.instance);
      warn(
        `the bridge "${owner.instance}" drives ${controller} since ${owner.since}: this one ${wasOurs ? "stops and waits" : "waits"} until it is gone`,
      );
      return;
    }
    if (!this.#isSettled || this.#claimed.has(controller)) return;
    this.#claimed.add(controller);
    if (owner !== undefined && owner.instance !== instance)
      info(`the bridge "${owner.instance}" is gone: this one takes over ${controller}`);
    publish([
      retained(topics.controller(controller).owner, JSON.stringify({ instance, since: this.#since }), { force: true }),
    ]);
    this.#echoTimer ??= setTimeout(() => this.#presume(), this.#options.echoMs ?? 2000).unref();
  }

  /** No echo: this user may not read the topic. The house must work all the same. */
  #presume(): void {
    this.#echoTimer = undefined;
    const { topics, warn } = this.#options;
    const deaf = [...this.#claimed].filter((id) => !this.#owned.has(id));
    const [first] = deaf;
    if (first === undefined) return;
    warn(
      `the broker lets nobody of this user read ${topics.controller(first).owner}: a second bridge would go unnoticed`,
    );
    for (const id of deaf) this.#grant(id);
  }

  #grant(controller: string): void {
    if (this.#owned.has(controller)) return;
    this.#told.delete(controller);
    this.#owned.add(controller);
    this.#options.granted(controller);
  }
}

function readClaim(text: string): Claim | undefined {
  try {
    const { instance, since } = JSON.parse(text) as { instance?: unknown; since?: unknown };
    return typeof instance === "string" && typeof since === "string"
      ? { instance: instance.slice(0, 64), since: since.slice(0, 32) }
      : undefined;
  } catch {
    return undefined;
  }
}
