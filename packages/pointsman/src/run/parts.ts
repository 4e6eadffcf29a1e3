import type { Logger } from "./logger.ts";

/** A piece of the service that runs. */
export interface Part {
  /** As the log names it. */
  readonly name: string;
  /** How long its stop is waited for, in ms; it then goes on by itself while the next ones are stopped. */
  readonly patienceMs: number;
  stop(): void | Promise<void>;
}

/**
 * What runs, in layers: those of one layer stop together, and a layer stops only after all that were put on top of it.
 * No part can keep the others from stopping, neither by an error nor by silence.
 */
export class PartStack {
  readonly #layers: (readonly Part[])[] = [];
  readonly #log: Logger;
  #stopping: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  push(...layer: readonly Part[]): void {
    this.#layers.push(layer);
  }

  /** Ends everything from the top down. Never rejects; idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const layer of this.#layers.toReversed()) await Promise.all(layer.map((part) => this.#stopOne(part)));
  }

  async #stopOne(part: Part): Promise<void> {
    const { name, patienceMs } = part;
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#log.warn(`${name} did not stop within ${patienceMs} ms: going on without it`);
      resolve();
    }, patienceMs);
    try {
      await Promise.race([part.stop(), patience]);
    } catch (error) {
      this.#log.warn(`${name} stopped with an error: ${sentenceOf(error)}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What an error says to people, without its stack. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
