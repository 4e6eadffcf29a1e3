import type { ReadBuffer } from "../../../streams/event-buffer.ts";
import { mergeEvents } from "./merge.ts";
import type { AlertEvent, SingleEvent } from "../model/types.ts";

/** A reader that did not take an event for so long was away. */
const awayMs = 30_000;
/** More than so many at once are told together. */
export const manyAtOnce = 5;
/** Keys that may wait for one reader; the oldest that is not critical gives way. */
const maxWaiting = 200;

type Digest = Extract<AlertEvent, { readonly type: "digest" }>;

interface Waiting {
  readonly event: SingleEvent;
  readonly at: number;
  /** What it came with, and leaves with. */
  readonly digest?: Digest | undefined;
}

export interface OutboxOptions {
  readonly now: () => number;
  readonly maxAgeMs: number;
}

/** What one reader has not taken yet: one event per alert, and what is too old only if it is still true. */
export class Outbox implements ReadBuffer<AlertEvent> {
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  push(event: AlertEvent): void {
    if (event.type === "digest") for (const single of event.events) this.#add(single, event);
    else this.#add(event);
    if (this.#waiting.size > maxWaiting) this.#giveWay();
  }

  shift(): AlertEvent | undefined {
    const now = this.#options.now();
    const told = [...this.#waiting.values()].filter((one) => this.#isWorthTelling(one, now));
    const first = told[0];
    if (first === undefined) {
      this.#waiting.clear();
      return undefined;
    }
    const wasAway = now - first.at > awayMs;
    if (told.length > 1 && wasAway) return this.#take(told, "away");
    const together = told.filter(({ digest }) => digest !== undefined && digest === first.digest);
    if (together.length > 1) return this.#take(together, first.digest?.reason ?? "many");
    if (told.length > manyAtOnce) return this.#take(told, "many");
    this.#waiting.delete(first.event.alert.key);
    return first.event;
  }

  #isWorthTelling({ event, at }: Waiting, now: number): boolean {
    return now - at <= this.#options.maxAgeMs || (event.alert.state === "open" && event.type !== "updated");
  }

  #take(all: readonly Waiting[], reason: Digest["reason"]): Digest {
    for (const { event } of all) this.#waiting.delete(event.alert.key);
    return { type: "digest", reason, events: all.map(({ event }) => event) };
  }

  #add(event: SingleEvent, digest?: Digest): void {
    const { key } = event.alert;
    const before = this.#waiting.get(key);
    const merged = mergeEvents(before?.event, event);
    if (merged === undefined) this.#waiting.delete(key);
    else this.#waiting.set(key, { event: merged, at: before?.at ?? this.#options.now(), digest });
  }

  #giveWay(): void {
    const keys = [...this.#waiting].filter(([, { event }]) => event.alert.severity !== "critical").map(([key]) => key);
    const oldest = keys[0] ?? this.#waiting.keys().next().value;
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }
}
