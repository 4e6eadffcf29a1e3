import type { Change, Controller, Part } from "@pointsman/core";
import type { CommandTarget } from "./commands/router.ts";
import { Announcer } from "./homeassistant/announcer.ts";
import { controllerDiscovery, type DiscoveryOptions } from "./homeassistant/discovery.ts";
import type { Message } from "./mqtt/message.ts";
import type { ControllerTopics } from "./mqtt/topics.ts";
import { type House, houseOf } from "./state/house.ts";
import { forgottenProviders, providerStates } from "./state/providers.ts";
import { RateWindow } from "./state/rate-window.ts";
import {
  availabilityOf,
  coreStates,
  forgottenGroup,
  groupStates,
  measurementsOf,
  type Pace,
  trafficState,
} from "./state/topics-of-state.ts";

/** What the broker shows of a controller. */
const watched = [
  "reachability",
  "version",
  "settings",
  "groups",
  "nodes",
  "providers",
  "traffic",
  "memory",
  "connections",
] as const satisfies readonly Part[];

/** What ticks all day. It says nothing of groups, so names, labels and discovery need not be made anew for it. */
const measured: ReadonlySet<Change["type"]> = new Set(["traffic-changed", "memory-changed", "connections-changed"]);

/** Everything is offered at least so often, ms, so that the publisher's heartbeat finds the states of a quiet house too. */
const offerAllMs = 60_000;

export interface ControllerLinkOptions {
  readonly controller: Controller;
  readonly topics: ControllerTopics;
  /** Undefined: no Home Assistant discovery. */
  readonly discovery: DiscoveryOptions | undefined;
  readonly publish: (messages: readonly Message[]) => void;
  readonly pollMs: number;
  readonly settleMs: number;
  readonly apartMs: number;
  readonly pace: Pace;
}

/** Keeps the topics of one controller true. */
export class ControllerLink implements CommandTarget {
  readonly controller: Controller;
  readonly #options: ControllerLinkOptions;
  readonly #announcer: Announcer;
  readonly #stop = new AbortController();
  readonly #window = new RateWindow();
  #house: House;
  #slugs = new Set<string>();
  #providers = new Set<string>();
  #offeredAllAt = Number.NEGATIVE_INFINITY;
  #watching: Promise<void> | undefined;
  #closeTraffic: (() => void) | undefined;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
    this.controller = options.controller;
    this.#house = houseOf(options.controller.id, options.controller.observer.snapshot);
    const { publish, settleMs, apartMs } = options;
    this.#announcer = new Announcer({ publish, settleMs, apartMs, settled: () => this.#publishGroups(true) });
  }

  start(): void {
    this.#watching = this.#watch();
    let frames = 0;
    this.#closeTraffic = this.controller.streams.traffic.onEvent((event) => {
      if (event.kind !== "frame") return;
      this.#window.add(event.frame);
      frames += 1;
      if (frames * 1000 < this.#options.pace.traffic) return;
      frames = 0;
      const reading = this.#window.take();
      if (reading !== undefined) this.#options.publish([trafficState(this.#options.topics, reading)]);
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#announcer.stop();
    this.#closeTraffic?.();
    await this.#watching;
  }

  house(): House {
    return this.#house;
  }

  /** A new broker session or a Home Assistant that just started: everything again, in order. */
  announce(): void {
    this.#options.publish([availabilityOf(this.#options.topics, this.#house.snapshot)]);
    if (this.#options.discovery !== undefined) {
      this.#announcer.update(controllerDiscovery(this.#options.discovery, this.#house));
      this.#announcer.again();
    }
    this.#publishStates();
  }

  restate(): void {
    this.#refreshHouse();
    const force = (message: Message): Message => ({ ...message, force: true });
    this.#options.publish(coreStates(this.#options.topics, this.#house.snapshot).map(force));
    this.#publishGroups(true);
  }

  async #watch(): Promise<void> {
    const interest = { parts: watched, everyMs: this.#options.pollMs };
    for await (const change of this.controller.observer.watch(interest, { signal: this.#stop.signal })) {
      if (this.#stop.signal.aborted) return;
      const isFresh = performance.now() - this.#offeredAllAt < offerAllMs;
      if (measured.has(change.type) && isFresh) this.#publishMeasurements();
      else this.#publishStates();
    }
  }

  #publishMeasurements(): void {
    const { topics, pace } = this.#options;
    this.#options.publish(measurementsOf(topics, this.controller.observer.snapshot, pace));
  }

  #refreshHouse(): void {
    const { snapshot } = this.controller.observer;
    if (snapshot !== this.#house.snapshot) this.#house = houseOf(this.controller.id, snapshot);
  }

  #publishStates(): void {
    this.#offeredAllAt = performance.now();
    this.#refreshHouse();
    const { topics, discovery } = this.#options;
    const { snapshot } = this.#house;
    this.#options.publish([
      availabilityOf(topics, snapshot),
      ...coreStates(topics, snapshot),
      ...this.#providerMessages(),
    ]);
    this.#publishMeasurements();
    if (discovery !== undefined) this.#announcer.update(controllerDiscovery(discovery, this.#house));
    this.#publishGroups(false);
  }

  #providerMessages(): Message[] {
    const { topics, pace } = this.#options;
    const slugs = new Set(this.#house.providers.map(({ slug }) => slug));
    const gone = [...this.#providers].filter((slug) => !slugs.has(slug));
    this.#providers = slugs;
    return [...providerStates(topics, this.#house, pace.totals), ...forgottenProviders(topics, gone)];
  }

  /** Options before state: held back until Home Assistant knows the list. Without discovery nobody has a list to know. */
  #publishGroups(force: boolean): void {
    if (this.#options.discovery !== undefined && !this.#announcer.isSettled) return;
    const { topics } = this.#options;
    const messages = this.#house.groups.flatMap((group) => groupStates(topics, this.#house, group));
    const slugs = new Set(this.#house.groups.map(({ slug }) => slug));
    const gone = [...this.#slugs].filter((slug) => !slugs.has(slug)).flatMap((slug) => forgottenGroup(topics, slug));
    this.#slugs = slugs;
    this.#options.publish([...(force ? messages.map((message) => ({ ...message, force })) : messages), ...gone]);
  }
}
