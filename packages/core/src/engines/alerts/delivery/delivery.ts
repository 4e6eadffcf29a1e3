import type { Subscription } from "../../../streams/types.ts";
import { Reader } from "../../../streams/reader.ts";
import { addWaiting } from "./merge.ts";
import { manyAtOnce, Outbox } from "./outbox.ts";
import type { IsQuiet } from "./quiet.ts";
import type { AlertEvent, EventsOptions, SingleEvent } from "../model/types.ts";

const defaultMaxAgeMs = 86_400_000;

export interface DeliveryOptions {
  readonly now: () => number;
  readonly isQuiet: IsQuiet;
  /** What waited for the end of the quiet hours when the process ended. */
  readonly held?: readonly SingleEvent[];
  /** Called before anything is told or held: what is told must be known after a crash, or its end never is. */
  readonly onTelling?: () => void;
}

/** Brings events to those who read: at once, together when many come at once, and after the quiet hours where they may wait. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #readers = new Set<Reader<AlertEvent>>();
  readonly #held = new Map<string, SingleEvent>();
  #fresh: SingleEvent[] = [];
  #isClosed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    for (const event of options.held ?? []) addWaiting(this.#held, event);
  }

  get held(): readonly SingleEvent[] {
    return [...this.#held.values()];
  }

  events({ signal, maxAgeMs = defaultMaxAgeMs }: EventsOptions = {}): Subscription<AlertEvent> {
    return new Reader<AlertEvent>({
      buffer: new Outbox({ now: () => this.#options.now(), maxAgeMs }),
      signal,
      onStart: (reader) => {
        if (this.#isClosed) reader.end();
        else this.#readers.add(reader);
      },
      onStop: (reader) => this.#readers.delete(reader),
    });
  }

  /** Takes an event; it leaves with `flush`. */
  add(event: SingleEvent): void {
    this.#fresh.push(event);
  }

  /** Delivers what was added since the last time. */
  flush(): void {
    const isQuiet = this.#options.isQuiet(this.#options.now());
    const waited = isQuiet ? [] : this.held;
    if (!isQuiet) this.#held.clear();
    const now: SingleEvent[] = [];
    const fresh = this.#fresh.splice(0);
    for (const event of fresh) {
      if (isQuiet && event.alert.severity !== "critical") addWaiting(this.#held, event);
      else now.push(event);
    }
    if (fresh.length > 0 || waited.length > 0) this.#options.onTelling?.();
    if (waited.length > 0) this.#deliver({ type: "digest", reason: "quiet-hours", events: waited });
    if (now.length > manyAtOnce) this.#deliver({ type: "digest", reason: "many", events: now });
    else for (const event of now) this.#deliver(event);
  }

  /** Ends every reading. */
  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers) reader.end();
  }

  #deliver(event: AlertEvent): void {
    for (const reader of this.#readers) reader.push(event);
  }
}
