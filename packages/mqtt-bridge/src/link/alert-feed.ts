import type { AlertEvent, Change, Controller, Subscription } from "@pointsman/core";
import type { Answer } from "../commands/envelope.ts";
import { TokenBucket } from "../commands/rate-limit.ts";
import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import {
  eventMessage,
  eventOfChange,
  eventOfFailure,
  eventsOfAlerts,
  type EventWords,
  type HouseEvent,
} from "../state/events.ts";
import { problemState } from "../state/problem.ts";

export interface AlertFeedOptions {
  readonly controller: Pick<Controller, "id" | "engines">;
  readonly topics: ControllerTopics;
  readonly words: EventWords;
  readonly publish: (messages: readonly Message[]) => void;
  /** Whether a subscriber could hear an event now. */
  readonly canLeave: () => boolean;
}

/** So many events wait for the broker; of more the oldest are lost. */
const maxWaiting = 50;
/** Switches and updates of a busy house must not fill a recorder; alerts are paced by their own engine. */
const dailyRate = { perSecond: 0.1, burst: 20 } as const;

/** Tells what happens with one controller, and whether something is wrong. */
export class AlertFeed {
  readonly #options: AlertFeedOptions;
  readonly #bucket = new TokenBucket(dailyRate);
  #waiting: HouseEvent[] = [];
  #events: Subscription<AlertEvent> | undefined;
  #reading: Promise<void> | undefined;

  constructor(options: AlertFeedOptions) {
    this.#options = options;
  }

  get isWatched(): boolean {
    return this.#options.controller.engines.alerts !== undefined;
  }

  start(signal: AbortSignal): void {
    this.#events = this.#options.controller.engines.alerts?.events({ signal });
    if (this.#events !== undefined) this.#reading = this.#read(this.#events);
  }

  /** Resolves when the signal of `start` has ended the reading. */
  async stopped(): Promise<void> {
    await this.#reading;
  }

  changed(change: Change): void {
    const event = eventOfChange(change, this.isWatched);
    if (event !== undefined && this.#bucket.take()) this.#tell([event]);
  }

  failed(answer: Answer): void {
    if (this.#bucket.take()) this.#tell([eventOfFailure(answer)]);
  }

  /** What is retained: whether something is wrong. Nothing where nobody keeps watch. */
  states(): Message[] {
    const { controller, topics, words } = this.#options;
    const { alerts } = controller.engines;
    return alerts === undefined ? [] : [problemState(topics, alerts.list(), controller.id, words)];
  }

  /** Sends what happened while nobody could hear it. */
  flush(): void {
    if (this.#options.canLeave()) this.#send(this.#waiting.splice(0));
  }

  async #read(events: Subscription<AlertEvent>): Promise<void> {
    const { controller, words, publish } = this.#options;
    for await (const event of events) {
      this.#tell(eventsOfAlerts(event, controller.id, words));
      publish(this.states());
    }
  }

  #tell(events: readonly HouseEvent[]): void {
    this.#waiting = [...this.#waiting, ...events].slice(-maxWaiting);
    this.flush();
  }

  #send(events: readonly HouseEvent[]): void {
    if (events.length > 0) this.#options.publish(events.map((event) => eventMessage(this.#options.topics, event)));
  }
}
