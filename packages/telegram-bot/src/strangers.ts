import type { Door } from "./alerts/door.ts";
import type { Log } from "./delivery/log.ts";

const tellEveryMs = 60_000;

/** Counts what unknown people send. Nobody gets an answer; the log gets at most one line a minute. */
export class Strangers {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #door: Pick<Door, "turnAway"> | undefined;
  #count = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** `door` counts them, too, for those who let people in. */
  constructor(log: Log, now: () => number = Date.now, door?: Pick<Door, "turnAway">) {
    this.#log = log;
    this.#now = now;
    this.#door = door;
  }

  /** `id` is named so that the owner can let that person in. */
  turnAway(id: number | undefined): void {
    this.#count += 1;
    this.#door?.turnAway(id);
    if (this.#now() - this.#toldAt < tellEveryMs) return;
    this.#toldAt = this.#now();
    const who = id === undefined ? "" : `, the last by the Telegram user ${id}`;
    this.#log.info(`Ignored ${this.#count} messages of people who may not use the bot${who}`);
    this.#count = 0;
  }
}
