import type { Change, Controller } from "@pointsman/core";
import type { Logger } from "./logger.ts";
import { sentenceOf } from "./parts.ts";

/** How often a core is asked whether it is there, in ms, when nobody else is more curious. */
const everyMs = 15_000;

export interface ControllerLogOptions {
  readonly controller: Pick<Controller, "observer">;
  /** Has the controller's name in front. */
  readonly log: Logger;
  /** Monotonic, in ms; replaced in tests. */
  readonly now?: () => number;
}

/** Writes a line when the core comes, goes, refuses the secret or starts anew, until the returned function is called. */
export function logController({ controller, log, now = () => performance.now() }: ControllerLogOptions): () => void {
  const stop = new AbortController();
  const teller = new Teller(log, now);
  const watch = async (): Promise<void> => {
    // Traffic, the smallest of the streams: that it is cut tells at once of a loss, and a restart from a reload.
    const interest = { parts: ["reachability", "traffic"] as const, everyMs };
    for await (const change of controller.observer.watch(interest, { signal: stop.signal })) teller.tell(change);
  };
  void watch().catch((error: unknown) => {
    if (!stop.signal.aborted) log.error(`nobody watches the core any more: ${sentenceOf(error)}`);
  });
  return () => stop.abort();
}

class Teller {
  readonly #log: Logger;
  readonly #now: () => number;
  /** When the outage began; undefined while the core is there. */
  #lostAt: number | undefined;

  constructor(log: Logger, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  tell(change: Change): void {
    if (change.type === "core-lost") {
      this.#lostAt ??= this.#now();
      this.#log.warn(`${change.error.code === "unauthorized" ? "refused" : "lost"}: ${change.error.message}`);
    } else if (change.type === "core-back") {
      const tail = this.#lostAt === undefined ? "" : ` again, after ${durationText(this.#now() - this.#lostAt)}`;
      this.#lostAt = undefined;
      this.#log.info(`reachable${tail}`);
    } else if (change.type === "core-restarted") {
      this.#log.info(`restarted${change.version === undefined ? "" : ` (${change.version})`}`);
    }
  }
}

/** `12 s`, `5 min`, `3 h`: as exact as one cares. */
function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
