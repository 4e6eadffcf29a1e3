import type { Message } from "../mqtt/message.ts";
import type { Component } from "./component.ts";
import { type DiscoveryPart, discoveryMessage } from "./discovery.ts";

export interface AnnouncerOptions {
  readonly publish: (messages: readonly Message[]) => void;
  /** Home Assistant knows the announced options now: states may be sent, and must be sent again. */
  readonly settled: () => void;
  /** How long Home Assistant needs from a discovery payload to its subscriptions, ms. */
  readonly settleMs: number;
  /** Two payloads of one device topic are at least so far apart, ms: a second one during set-up loses components. */
  readonly apartMs: number;
}

/**
 * Announces one controller to Home Assistant. Keeps the order "options, pause, states", remembers which components were
 * announced, and buries those that are gone.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #known = new Map<string, Map<string, Component["p"]>>();
  /** Whose part each topic is, also when the part is gone. */
  readonly #about = new Map<string, DiscoveryPart["about"]>();
  #announced = "";
  #wanted: readonly DiscoveryPart[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** False while group states must be held back, as Home Assistant may not know their options yet. */
  get isSettled(): boolean {
    return this.#timer === undefined;
  }

  /** The house as it should be announced; does nothing where it is already. */
  update(parts: readonly DiscoveryPart[]): void {
    this.#wanted = parts;
    if (serialised(parts) === this.#announced) return;
    if (this.#timer !== undefined) return;
    this.#wait(Math.max(0, this.#lastAt + this.#options.apartMs - performance.now()), () => this.#announce(false));
  }

  /** Announces again although nothing changed: the broker or Home Assistant started anew. */
  again(): void {
    clearTimeout(this.#timer);
    this.#announce(true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #announce(force: boolean): void {
    this.#announced = serialised(this.#wanted);
    this.#lastAt = performance.now();
    this.#options.publish(this.#messages().map((message) => ({ ...message, force })));
    this.#wait(this.#options.settleMs, () => {
      this.#timer = undefined;
      this.#options.settled();
      // What changed meanwhile has its turn now.
      this.update(this.#wanted);
    });
  }

  #messages(): Message[] {
    const current = new Map(this.#wanted.map((part) => [part.topic, part]));
    for (const part of this.#wanted) {
      const known = this.#known.get(part.topic) ?? new Map<string, Component["p"]>();
      for (const [key, { p }] of part.components) known.set(key, p);
      this.#known.set(part.topic, known);
      this.#about.set(part.topic, part.about);
    }
    return [...this.#known].map(([topic, known]) => {
      const part = current.get(topic) ?? {
        topic,
        about: this.#about.get(topic) ?? {},
        components: new Map<string, Component>(),
      };
      return discoveryMessage(part, known);
    });
  }

  #wait(ms: number, then: () => void): void {
    this.#timer = setTimeout(then, ms);
    this.#timer.unref();
  }
}

function serialised(parts: readonly DiscoveryPart[]): string {
  return JSON.stringify(parts.map((part) => [part.topic, part.about, [...part.components]]));
}
