import { randomInt } from "node:crypto";
import type { Incoming } from "../mqtt/connection.ts";

export interface BirthOptions {
  /** Where Home Assistant says that it is there. */
  readonly topic: string;
  /** From its word to our announcement, ms: at least the first, at most the second. */
  readonly waitMs: readonly [number, number];
  /** From our announcement to its repetition, ms: while Home Assistant loads its platforms, components of a payload get lost. */
  readonly againMs: number;
  /** Told of each birth, and once more. */
  readonly born: (isFirst: boolean) => void;
}

/** Hears that Home Assistant started. */
export class Birth {
  readonly #options: BirthOptions;
  #timer: NodeJS.Timeout | undefined;
  #againTimer: NodeJS.Timeout | undefined;

  constructor(options: BirthOptions) {
    this.#options = options;
  }

  /** True when the message was Home Assistant's word of itself. */
  take({ topic, payload, retain }: Pick<Incoming, "topic" | "payload" | "retain">): boolean {
    if (topic !== this.#options.topic) return false;
    // One that is replayed is old: with the connection everything was announced anyway.
    if (payload.toString("utf8") === "online" && !retain) this.#online();
    return true;
  }

  #online(): void {
    clearTimeout(this.#againTimer);
    // A random wait, so that many bridges do not answer one birth at once; a second birth meanwhile changes nothing.
    if (this.#timer !== undefined) return;
    const [least, most] = this.#options.waitMs;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const { born, againMs } = this.#options;
        this.#againTimer = setTimeout(() => born(false), againMs).unref();
        born(true);
      },
      randomInt(least, Math.max(most, least + 1)),
    );
    this.#timer.unref();
  }

  /** The connection is gone, and with it what would be announced. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#againTimer);
    this.#timer = undefined;
  }
}
