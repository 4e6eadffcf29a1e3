import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import { isDiscoveryTopic } from "../memory/announcement.ts";

export interface RemovalsOptions {
  /** What to do where somebody else empties a discovery topic of ours: leave it so, or announce it again. */
  readonly policy: "respect" | "reannounce";
  /** Begins to hear a topic. */
  readonly hear: (topic: string) => void;
  /** The broker does not have it any more. */
  readonly gone: (topic: string) => void;
  /** Somebody emptied it, and it is to come back. */
  readonly reannounce: (topic: string) => void;
  readonly info: (sentence: string) => void;
}

type Sent = Pick<Message, "topic" | "payload" | "retain">;

/**
 * Hears that somebody else emptied a discovery topic of ours: Home Assistant does so when a person deletes a device there.
 * Whoever deletes a device does not want it back at once.
 */
export class Removals {
  readonly #options: RemovalsOptions;
  /** Topics with something of ours on them, which we hear. */
  readonly #standing = new Set<string>();
  readonly #heard = new Set<string>();
  readonly #withdrawn = new Set<string>();
  /** Empty messages of our own that the broker has still to bring back to us. */
  readonly #echoes = new Map<string, number>();
  #bringsBack = false;

  constructor(options: RemovalsOptions) {
    this.#options = options;
  }

  /** Somebody took it away, and it stays away until the next start or until it is asked for. */
  isWithdrawn(topic: string): boolean {
    return this.#withdrawn.has(topic);
  }

  /** A new session. `bringsBack`: its broker sends us our own messages, too, as all do on 3.1.1. */
  up(bringsBack: boolean): void {
    this.#bringsBack = bringsBack;
    for (const known of [this.#standing, this.#heard, this.#echoes]) known.clear();
  }

  /** A message of ours is on its way: its echo may be faster than its acknowledgement. */
  sending({ topic, payload, retain }: Sent): void {
    if (!retain || payload !== "" || !this.#standing.delete(topic) || !this.#bringsBack) return;
    this.#echoes.set(topic, (this.#echoes.get(topic) ?? 0) + 1);
  }

  /** The broker has a message of ours. */
  sent({ topic, payload, retain }: Sent): void {
    if (!retain || payload === "" || !isDiscoveryTopic(topic)) return;
    this.#standing.add(topic);
    if (this.#heard.has(topic)) return;
    this.#heard.add(topic);
    this.#options.hear(topic);
  }

  /** True when the message came on a discovery topic of ours. */
  take({ topic, payload }: Pick<Incoming, "topic" | "payload">): boolean {
    if (!this.#heard.has(topic)) return false;
    if (payload.byteLength > 0) return true;
    const own = this.#echoes.get(topic) ?? 0;
    if (own > 0) this.#echoes.set(topic, own - 1);
    else if (this.#standing.delete(topic)) this.#removed(topic);
    return true;
  }

  /** Everything that was taken away may come back. */
  restore(): void {
    this.#withdrawn.clear();
  }

  #removed(topic: string): void {
    const { policy, gone, reannounce, info } = this.#options;
    gone(topic);
    if (policy === "reannounce") {
      reannounce(topic);
      return;
    }
    this.#withdrawn.add(topic);
    info(
      `somebody emptied ${topic}, as Home Assistant does when a device is deleted there: it stays away until the next start, or until "rediscover" is asked for`,
    );
  }
}
