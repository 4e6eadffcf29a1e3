import type { Controller } from "@pointsman/core";
import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { trafficState } from "../state/measurements.ts";
import { RateWindow } from "../state/rate-window.ts";

export interface TrafficFeedOptions {
  readonly controller: { readonly streams: { readonly traffic: Pick<Controller["streams"]["traffic"], "onEvent"> } };
  readonly topics: ControllerTopics;
  /** The core sends one frame a second: so many make a mean that is told, as ms. */
  readonly everyMs: number;
  readonly publish: (messages: readonly Message[]) => void;
  /** Something came of the core. */
  readonly heard: () => void;
}

const frameMs = 1000;

/** Tells the rates of a controller: their mean and peak since it told them last. */
export class TrafficFeed {
  readonly #options: TrafficFeedOptions;
  readonly #window = new RateWindow();
  #frames = 0;
  #close: (() => void) | undefined;

  constructor(options: TrafficFeedOptions) {
    this.#options = options;
  }

  start(): void {
    const { controller, heard } = this.#options;
    this.#close = controller.streams.traffic.onEvent((event) => {
      if (event.kind !== "frame") return;
      this.#window.add(event.frame);
      heard();
      this.#frames += 1;
      if (this.#frames * frameMs >= this.#options.everyMs) this.#tell();
    });
  }

  stop(): void {
    this.#close?.();
  }

  #tell(): void {
    this.#frames = 0;
    const { topics, publish } = this.#options;
    const reading = this.#window.take();
    if (reading !== undefined) publish([trafficState(topics, reading, { now: Date.now() })]);
  }
}
