import type { Controller, Part } from "@pointsman/core";
import { AlertFeed } from "./alert-feed.ts";
import { type Answer, BadCommand } from "./commands/envelope.ts";
import type { Intent } from "./commands/intent.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";
import type { CommandTarget } from "./commands/router.ts";
import { Announcer } from "./homeassistant/announcer.ts";
import { dashboardOf } from "./homeassistant/dashboard.ts";
import { controllerDiscovery, isPartOf } from "./homeassistant/discovery.ts";
import { Presenter, type Wish } from "./homeassistant/presenter.ts";
import { DiscoveryRenderer } from "./homeassistant/renderer.ts";
import { yamlOf } from "./homeassistant/yaml.ts";
import { type Message, retained } from "./mqtt/message.ts";
import { OptionBook } from "./options/option-book.ts";
import { RecentNodes } from "./options/recent-nodes.ts";
import { Availability } from "./state/availability.ts";
import { GroupFeed } from "./state/group-feed.ts";
import type { House } from "./state/house.ts";
import { HouseReader } from "./state/house-reader.ts";
import { houseStates } from "./state/house-states.ts";
import { Leavings } from "./state/leavings.ts";
import { RateWindow } from "./state/rate-window.ts";
import { ruleStates } from "./state/rules.ts";
import { isMeasured, measured, watchedParts } from "./state/watched.ts";
import { availabilityOf, coreStates } from "./state/topics-of-state.ts";
import { measurementsOf, trafficState } from "./state/measurements.ts";
import { ProviderTroubles } from "./state/provider-troubles.ts";

/** Keeps the topics of one controller true. */
export class ControllerLink implements CommandTarget {
  readonly controller: Controller;
  readonly #options: ControllerLinkOptions;
  readonly #announcer: Announcer;
  readonly #renderer: DiscoveryRenderer | undefined;
  readonly #presenter: Presenter;
  readonly #stop = new AbortController();
  readonly #window = new RateWindow();
  readonly #alerts: AlertFeed;
  readonly #availability: Availability;
  readonly #reader: HouseReader;
  readonly #leavings: Leavings;
  readonly #troubles = new ProviderTroubles();
  readonly #parts: readonly Part[];
  readonly #groups: GroupFeed;
  /** When the core was seen to start; it does not tell by itself. */
  #startedAt: number | undefined;
  #offeredAllAt = Number.NEGATIVE_INFINITY;
  #watching: Promise<void> | undefined;
  #closeTraffic: (() => void) | undefined;
  #graceTimer: NodeJS.Timeout | undefined;
  #offering: NodeJS.Timeout | undefined;
  /** Counts the readings, of which only the newest tells what is missing. */
  #turn = 0;
  #hasMet: boolean;
  #isKnown = false;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
    this.controller = options.controller;
    this.#parts = watchedParts(options.rules);
    const { publish, settleMs, apartMs, topics, discovery, memory, favourites, isConnected } = options;
    const now = (): number => performance.now();
    const canLeave = (): boolean => isConnected() && this.#presenter.isSettled;
    this.#reader = new HouseReader({
      ...options,
      everyMs: options.offerAllMs,
      now,
      shown: (slug) => this.#groups.shown(slug),
      options: new OptionBook({ favourites, recent: new RecentNodes(), everyMs: options.optionsMs, now }),
    });
    this.#groups = new GroupFeed({ topics, publish, canLeave });
    this.#availability = new Availability({
      lostMs: options.lostMs,
      steadyMs: options.steadyMs,
      now,
      read: () => this.controller.observer.refresh(["settings", "groups"], { signal: this.#stop.signal }),
      changed: () => publish([this.#online()]),
    });
    this.#hasMet = options.controller.observer.snapshot.reachability === "reachable";
    this.#leavings = new Leavings({ controller: this.controller.id, topics, discovery, memory, now });
    this.#announcer = new Announcer({
      publish,
      settleMs,
      apartMs,
      settled: () => this.#settled(),
      memory: this.#leavings.announced,
      mayBury: (topic, key) => this.#leavings.isGone(topic, key),
      isWithdrawn: options.isWithdrawn,
    });
    this.#renderer = discovery === undefined ? undefined : new DiscoveryRenderer(discovery);
    this.#presenter = new Presenter({
      renderer: this.#renderer,
      announcer: this.#announcer,
      house: () => this.#reader.house,
      isConnected,
      presented: (wish) => this.#presented(wish),
      failed: (error) =>
        options.warn(`${this.controller.id}: Home Assistant could not be told what there is (${String(error)})`),
    });
    this.#alerts = new AlertFeed({ controller: options.controller, topics, words: options.words, publish, canLeave });
  }

  start(): void {
    this.#alerts.start(this.#stop.signal);
    this.#watching = this.#watch();
    this.#availability.saw(this.controller.observer.snapshot.reachability);
    // A house where nothing changes must be heard of, too.
    this.#offering = setInterval(() => {
      if (performance.now() - this.#offeredAllAt >= this.#options.offerAllMs) this.#publishStates();
    }, this.#options.offerAllMs).unref();
    let frames = 0;
    this.#closeTraffic = this.controller.streams.traffic.onEvent((event) => {
      if (event.kind !== "frame") return;
      this.#window.add(event.frame);
      this.#availability.heard();
      frames += 1;
      if (frames * 1000 < this.#options.pace.traffic) return;
      frames = 0;
      const reading = this.#window.take();
      if (reading !== undefined)
        this.#options.publish([trafficState(this.#options.topics, reading, { now: Date.now() })]);
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#announcer.stop();
    this.#presenter.stop();
    this.#availability.stop();
    clearTimeout(this.#graceTimer);
    clearInterval(this.#offering);
    this.#closeTraffic?.();
    await this.#watching;
    await this.#alerts.stopped();
  }

  house(): House {
    return this.#reader.house;
  }

  /** A new broker session or a Home Assistant that just started: everything again, in order. */
  announce(raises = false): void {
    this.#options.publish([this.#online()]);
    if (raises) this.#announcer.raise();
    this.#reader.read();
    this.#presenter.present({ again: true });
  }

  /** Takes up a discovery topic of its own that somebody emptied and that is to come back. */
  restore(topic: string): void {
    const { discovery } = this.#options;
    if (discovery !== undefined && isPartOf(topic, this.controller.id, discovery)) this.#announcer.restore();
  }

  dashboard(): string {
    const { discovery } = this.#options;
    if (discovery === undefined)
      throw new BadCommand("malformed", "there is no dashboard, as mqtt.home-assistant.discovery is off");
    // What it lists is there by the time somebody looks at it.
    this.#publishStates();
    const parts = controllerDiscovery(discovery, this.#reader.house);
    return `${yamlOf(dashboardOf(parts, this.controller.id, discovery.texts))}\n`;
  }

  failed(answer: Answer, intent?: Intent): void {
    this.#alerts.failed(answer);
    if (this.#troubles.failed(answer, intent)) this.#publishStates();
  }

  /** All that an earlier life left of this controller is known: what the house lacks of it may be taken back. */
  known(): void {
    this.#isKnown = true;
    this.#reconsider(this.#options.startGraceMs);
  }

  restate(): void {
    const { snapshot, rules } = this.#reader.read();
    const force = (message: Message): Message => ({ ...message, force: true });
    const { topics } = this.#options;
    this.#options.publish([...coreStates(topics, snapshot), ...ruleStates(topics, rules)].map(force));
    this.#presenter.present({ force: true });
  }

  async #watch(): Promise<void> {
    const interest = { parts: this.#parts, everyMs: this.#options.pollMs };
    for await (const change of this.controller.observer.watch(interest, { signal: this.#stop.signal })) {
      if (this.#stop.signal.aborted) return;
      this.#alerts.changed(change);
      this.#troubles.changed(change);
      this.#availability.saw(this.controller.observer.snapshot.reachability);
      if (change.type === "core-restarted") this.#startedAt = Date.now();
      if (change.type === "core-restarted" || change.type === "core-back") this.#coreCame();
      const isFresh = performance.now() - this.#offeredAllAt < this.#options.offerAllMs;
      if (measured.has(change.type) && isFresh) this.#publishMeasurements();
      else this.#publishStates();
    }
  }

  #publishMeasurements(): void {
    const { topics, pace } = this.#options;
    const clock = { now: Date.now(), startedAt: this.#startedAt };
    this.#options.publish(measurementsOf(topics, this.controller.observer.snapshot, pace, clock));
  }

  #publishStates(): void {
    this.#reader.read();
    if (!this.#presenter.isStartingOver) this.#publishCore();
    this.#presenter.present();
  }

  /** Everything but the groups. */
  #publishCore(): void {
    this.#offeredAllAt = performance.now();
    const { house } = this.#reader;
    const { topics, pace } = this.#options;
    this.#options.publish([
      this.#online(),
      ...(this.#startedAt === undefined ? [] : [retained(topics.started, new Date(this.#startedAt).toISOString())]),
      ...this.#alerts.states(),
      ...houseStates(topics, house, pace, (provider) => this.#troubles.of(provider)),
    ]);
    this.#publishMeasurements();
  }

  #online(): Message {
    return availabilityOf(this.#options.topics, this.#availability.state);
  }

  /** A core that is met for the first time may run for long. */
  #coreCame(): void {
    if (this.#hasMet) this.#reconsider(this.#options.restartGraceMs);
    else if (this.#isKnown) this.known();
    this.#hasMet = true;
  }

  /** What is missing now may be late: reads the house as a whole, and gives it the grace. */
  #reconsider(graceMs: number): void {
    // Before it is known what an earlier life left, nothing can be missing.
    if (!this.#isKnown) return;
    const turn = (this.#turn += 1);
    this.#leavings.shaken();
    clearTimeout(this.#graceTimer);
    const later = (ms: number, then: () => void): void => {
      clearTimeout(this.#graceTimer);
      if (!this.#stop.signal.aborted) this.#graceTimer = setTimeout(then, ms).unref();
    };
    const { signal } = this.#stop;
    const read = this.#parts.filter((part) => !isMeasured(part));
    this.controller.observer
      .refresh(read, { signal })
      .then(async () => {
        if (turn !== this.#turn) return;
        const house = this.#reader.read();
        const { parts } = (await this.#renderer?.render(() => this.#reader.house)) ?? { parts: [] };
        if (turn !== this.#turn) return;
        this.#leavings.read(house, parts, graceMs);
        this.#publishStates();
        const { endsInMs } = this.#leavings;
        if (endsInMs !== undefined) later(endsInMs, () => this.#publishStates());
      })
      // A core that is gone tells of its return; what else failed is tried again.
      .catch(() => {
        if (turn === this.#turn) later(this.#options.offerAllMs, () => this.#reconsider(graceMs));
      });
  }

  #presented({ again, force }: Wish): void {
    if (again) this.#publishCore();
    this.#publishGroups(force);
    // Home Assistant first hears that an entity is gone, then its state goes.
    this.#options.publish(this.#leavings.take(this.#reader.house));
    this.#alerts.flush();
  }

  #settled(): void {
    // What is being rendered comes first, and must not make us forget that.
    if (this.#presenter.isRendering) return this.#presenter.present({ force: true });
    this.#publishGroups(true);
    this.#alerts.flush();
  }

  #publishGroups(force: boolean): void {
    void this.#groups.publish(this.#reader.house, force);
  }
}
