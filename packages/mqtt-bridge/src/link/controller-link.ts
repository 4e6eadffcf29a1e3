import type { Controller, Part } from "@pointsman/core";
import { AlertFeed } from "./alert-feed.ts";
import { type Answer, BadCommand } from "../commands/envelope.ts";
import type { Intent } from "../commands/intent.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";
import type { CommandTarget } from "../commands/router.ts";
import { Announcer } from "../homeassistant/announcer.ts";
import { dashboardOf } from "../homeassistant/dashboard/dashboard.ts";
import { controllerDiscovery, isPartOf } from "../homeassistant/discovery.ts";
import { Presenter, type Wish } from "../homeassistant/presenter.ts";
import { DiscoveryRenderer } from "../homeassistant/renderer.ts";
import { yamlOf } from "../homeassistant/dashboard/yaml.ts";
import type { Message } from "../mqtt/message.ts";
import { OptionBook } from "../options/option-book.ts";
import { RecentNodes } from "../options/recent-nodes.ts";
import { Availability } from "./availability.ts";
import { GroupFeed } from "./group-feed.ts";
import type { House } from "../house/house.ts";
import { HouseReader } from "../house/house-reader.ts";
import { houseStates } from "../state/house-states.ts";
import { Leavings } from "./leavings.ts";
import { ruleStates } from "../house/rules.ts";
import { measured, watchedParts } from "../house/watched.ts";
import { availabilityOf, coreStates } from "../state/topics-of-state.ts";
import { Stocktaking } from "./stocktaking.ts";
import { TrafficFeed } from "./traffic-feed.ts";
import { measurementsOf } from "../state/measurements.ts";
import { ProviderTroubles } from "./provider-troubles.ts";
import { SeenStart, startedStates } from "./seen-start.ts";
import { MemoryOfHouse } from "../memory/house-memory.ts";
import { keptSlugs } from "../names/slug.ts";

/** Keeps the topics of one controller true. */
export class ControllerLink implements CommandTarget {
  readonly controller: Controller;
  readonly #options: ControllerLinkOptions;
  readonly #announcer: Announcer;
  readonly #renderer: DiscoveryRenderer | undefined;
  readonly #presenter: Presenter;
  readonly #stop = new AbortController();
  readonly #traffic: TrafficFeed;
  readonly #alerts: AlertFeed;
  readonly #availability: Availability;
  readonly #reader: HouseReader;
  readonly #leavings: Leavings;
  readonly #stock: Stocktaking;
  readonly #troubles = new ProviderTroubles();
  readonly #parts: readonly Part[];
  readonly #groups: GroupFeed;
  readonly #start: SeenStart;
  #offeredAllAt = Number.NEGATIVE_INFINITY;
  #watching: Promise<void> | undefined;
  #offering: NodeJS.Timeout | undefined;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
    this.controller = options.controller;
    this.#parts = watchedParts(options.rules);
    const { kept = new MemoryOfHouse() } = options;
    this.#start = new SeenStart(kept);
    const { publish, settleMs, apartMs, topics, discovery, memory, favourites, isConnected } = options;
    const now = (): number => performance.now();
    const canLeave = (): boolean => isConnected() && this.#presenter.isSettled;
    this.#reader = new HouseReader({
      ...options,
      everyMs: options.offerAllMs,
      now,
      shown: (slug) => this.#groups.shown(slug),
      slugs: keptSlugs(kept),
      options: new OptionBook({ favourites, recent: new RecentNodes(kept), everyMs: options.optionsMs, now }),
    });
    this.#groups = new GroupFeed({ topics, publish, canLeave });
    this.#availability = new Availability({
      lostMs: options.lostMs,
      steadyMs: options.steadyMs,
      now,
      read: () =>
        this.controller.observer.refresh(["settings", "groups"], {
          signal: this.#stop.signal,
          maxAgeMs: options.pollMs,
        }),
      changed: () => publish([this.#online()]),
    });
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
    this.#stock = this.#stocktaking();
    this.#alerts = new AlertFeed({ controller: options.controller, topics, words: options.words, publish, canLeave });
    this.#traffic = new TrafficFeed({
      controller: this.controller,
      topics,
      everyMs: options.pace.traffic,
      publish,
      heard: () => this.#availability.heard(),
    });
  }

  #stocktaking(): Stocktaking {
    const { startGraceMs, restartGraceMs, pollMs, offerAllMs } = this.#options;
    return new Stocktaking({
      observer: this.controller.observer,
      parts: this.#parts,
      leavings: this.#leavings,
      read: () => this.#reader.read(),
      announced: async () => (await this.#renderer?.render(() => this.#reader.house))?.parts ?? [],
      startGraceMs,
      restartGraceMs,
      maxAgeMs: pollMs,
      retryMs: offerAllMs,
      counted: () => this.#publishStates(),
    });
  }

  start(): void {
    this.#alerts.start(this.#stop.signal);
    this.#watching = this.#watch();
    this.#availability.saw(this.controller.observer.snapshot.reachability);
    // A house where nothing changes must be heard of, too.
    this.#offering = setInterval(() => {
      if (performance.now() - this.#offeredAllAt >= this.#options.offerAllMs) this.#publishStates();
    }, this.#options.offerAllMs).unref();
    this.#traffic.start();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#announcer.stop();
    this.#presenter.stop();
    this.#availability.stop();
    this.#stock.stop();
    clearInterval(this.#offering);
    this.#traffic.stop();
    await this.#watching;
    await this.#alerts.stopped();
  }

  /** Everything that there is to tell was told, and what is gone was taken back; of a core that is away, that it is. */
  get isTold(): boolean {
    const { reachability } = this.controller.observer.snapshot;
    if (reachability === "unreachable" || reachability === "unauthorized")
      return this.#availability.state === "offline";
    return this.#availability.state === "online" && this.#presenter.isSettled && this.#stock.isDone;
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
    if (this.#troubles.failed(answer, intent, this.#reader.house.snapshot.ruleProviders)) this.#publishStates();
  }

  /** All that an earlier life left of this controller is known: what the house lacks of it may be taken back. */
  known(): void {
    this.#stock.known();
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
      if (change.type === "core-restarted") this.#start.restarted();
      if (change.type === "core-restarted" || change.type === "core-back") this.#stock.coreCame();
      const isFresh = performance.now() - this.#offeredAllAt < this.#options.offerAllMs;
      if (measured.has(change.type) && isFresh) this.#publishMeasurements();
      else this.#publishStates();
    }
  }

  #publishMeasurements(): void {
    const { topics, pace } = this.#options;
    const clock = { now: Date.now(), startedAt: this.#start.at };
    const measurements = measurementsOf(topics, this.controller.observer.snapshot, pace, clock);
    // Since when the core counts is told with what it counted.
    this.#options.publish(
      this.#start.isOpen ? measurements.filter(({ topic }) => topic !== topics.totals) : measurements,
    );
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
    this.#start.saw(house.snapshot.life);
    const { topics, pace, memory } = this.#options;
    this.#options.publish([
      this.#online(),
      ...startedStates(topics, { at: this.#start.at, life: house.snapshot.life, wasTold: memory.has(topics.started) }),
      ...this.#alerts.states(),
      ...houseStates(topics, house, pace, this.#troubles),
    ]);
    this.#publishMeasurements();
  }

  #online(): Message {
    return availabilityOf(this.#options.topics, this.#availability.state);
  }

  #presented({ again, force }: Wish): void {
    if (again) this.#publishCore();
    this.#publishGroups(force);
    this.#takeLeavings();
    this.#alerts.flush();
  }

  #settled(): void {
    // What is being rendered comes first, and must not make us forget that.
    if (this.#presenter.isRendering) return this.#presenter.present({ force: true });
    this.#publishGroups(true);
    this.#takeLeavings();
    this.#alerts.flush();
  }

  /** Home Assistant must have let go of an entity before its state goes: an empty one is an error in its log. */
  #takeLeavings(): void {
    if (this.#presenter.isSettled) this.#options.publish(this.#leavings.take(this.#reader.house));
  }

  #publishGroups(force: boolean): void {
    void this.#groups.publish(this.#reader.house, force);
  }
}
