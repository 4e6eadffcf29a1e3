import { type Change, type Controller, type OperationId, operations, type Part, refusal } from "@pointsman/core";
import { AlertFeed } from "./alert-feed.ts";
import { type Answer, BadCommand } from "./commands/envelope.ts";
import type { CommandTarget } from "./commands/router.ts";
import { Announcer } from "./homeassistant/announcer.ts";
import { dashboardOf } from "./homeassistant/dashboard.ts";
import { controllerDiscovery, type DiscoveryOptions } from "./homeassistant/discovery.ts";
import { yamlOf } from "./homeassistant/yaml.ts";
import { type Message, retained } from "./mqtt/message.ts";
import type { ControllerTopics } from "./mqtt/topics.ts";
import { DeviceUsage, deviceStates, forgottenDevices } from "./state/device-usage.ts";
import type { EventWords } from "./state/events.ts";
import { Gone } from "./state/gone.ts";
import { SteadyFigures } from "./state/group-figures.ts";
import { type House, houseOf } from "./state/house.ts";
import { forgottenProviders, providerStates } from "./state/providers.ts";
import { forgottenQuotas, type HouseQuota, houseQuotas, quotaStates } from "./state/quotas.ts";
import { RateWindow } from "./state/rate-window.ts";
import { forgottenRules, ruleStates, type WantedRules } from "./state/rules.ts";
import { forgottenRuleProviders, ruleProviderStates } from "./state/rule-providers.ts";
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
  "rule-providers",
  "traffic",
  "memory",
  "connections",
] as const satisfies readonly Part[];

/** What ticks all day. It says nothing of groups, so names, labels and discovery need not be made anew for it. */
const measured: ReadonlySet<Change["type"]> = new Set(["traffic-changed", "memory-changed", "connections-changed"]);

export interface ControllerLinkOptions {
  readonly controller: Controller;
  readonly topics: ControllerTopics;
  /** Undefined: no Home Assistant discovery. */
  readonly discovery: DiscoveryOptions | undefined;
  readonly publish: (messages: readonly Message[]) => void;
  /** Whether the broker is there. */
  readonly isConnected: () => boolean;
  readonly rules: WantedRules;
  /** Most devices whose usage is shown. */
  readonly maxDevices: number;
  /** Language and time zone of what events tell. */
  readonly words: EventWords;
  readonly pollMs: number;
  /** Everything is offered at least so often, ms, so that the publisher's heartbeat finds the states of a quiet house too. */
  readonly offerAllMs: number;
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
  readonly #alerts: AlertFeed;
  readonly #figures: SteadyFigures;
  readonly #usage: DeviceUsage;
  readonly #groups: Gone;
  readonly #providers: Gone;
  readonly #ruleProviders: Gone;
  readonly #rules: Gone;
  readonly #devices: Gone;
  readonly #goneQuotas: Gone;
  #quotasRead: { readonly at: number; readonly quotas: readonly HouseQuota[] } | undefined;
  #house: House;
  /** When the core was seen to start; it does not tell by itself. */
  #startedAt: number | undefined;
  #builtAt = performance.now();
  #offeredAllAt = Number.NEGATIVE_INFINITY;
  #watching: Promise<void> | undefined;
  #closeTraffic: (() => void) | undefined;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
    this.controller = options.controller;
    const { publish, settleMs, apartMs, topics, pace } = options;
    this.#figures = new SteadyFigures({ everyMs: pace.figures, now: () => performance.now() });
    this.#groups = new Gone((slugs) => slugs.flatMap((slug) => forgottenGroup(topics, slug)));
    this.#providers = new Gone((slugs) => forgottenProviders(topics, slugs));
    this.#ruleProviders = new Gone((slugs) => forgottenRuleProviders(topics, slugs));
    this.#rules = new Gone((slugs) => forgottenRules(topics, slugs));
    this.#devices = new Gone((slugs) => forgottenDevices(topics, slugs));
    this.#goneQuotas = new Gone((slugs) => forgottenQuotas(topics, slugs));
    this.#usage = new DeviceUsage({
      engines: this.controller.engines,
      controller: this.controller.id,
      max: options.maxDevices,
      everyMs: Math.min(pace.usage, options.offerAllMs),
      now: () => performance.now(),
    });
    this.#house = this.#newHouse();
    this.#announcer = new Announcer({ publish, settleMs, apartMs, settled: () => this.#settled() });
    this.#alerts = new AlertFeed({
      controller: options.controller,
      topics,
      words: options.words,
      publish,
      canLeave: () => options.isConnected() && this.#isSettled(),
    });
  }

  start(): void {
    this.#alerts.start(this.#stop.signal);
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
    await this.#alerts.stopped();
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
    this.#alerts.flush();
  }

  dashboard(): string {
    const { discovery } = this.#options;
    if (discovery === undefined)
      throw new BadCommand("malformed", "there is no dashboard, as mqtt.home-assistant.discovery is off");
    this.#refreshHouse();
    const parts = controllerDiscovery(discovery, this.#house);
    return `${yamlOf(dashboardOf(parts, this.controller.id, discovery.texts))}\n`;
  }

  failed(answer: Answer): void {
    this.#alerts.failed(answer);
  }

  restate(): void {
    this.#refreshHouse();
    const force = (message: Message): Message => ({ ...message, force: true });
    const { topics } = this.#options;
    this.#options.publish(
      [...coreStates(topics, this.#house.snapshot), ...ruleStates(topics, this.#house.rules)].map(force),
    );
    this.#publishGroups(true);
  }

  async #watch(): Promise<void> {
    const { rules, internet } = this.#options.rules;
    // A list of thousands is read only where somebody wants a switch of it.
    const wantsRules = rules.length > 0 || Object.keys(internet).length > 0;
    const parts: readonly Part[] = wantsRules ? [...watched, "rules"] : watched;
    const interest = { parts, everyMs: this.#options.pollMs };
    for await (const change of this.controller.observer.watch(interest, { signal: this.#stop.signal })) {
      if (this.#stop.signal.aborted) return;
      this.#alerts.changed(change);
      if (change.type === "core-restarted") this.#startedAt = Date.now();
      const isFresh = performance.now() - this.#offeredAllAt < this.#options.offerAllMs;
      if (measured.has(change.type) && isFresh) this.#publishMeasurements();
      else this.#publishStates();
    }
  }

  #publishMeasurements(): void {
    const { topics, pace } = this.#options;
    this.#options.publish(measurementsOf(topics, this.controller.observer.snapshot, pace));
  }

  #newHouse(): House {
    const { controller } = this;
    return houseOf(controller.id, controller.observer.snapshot, {
      isWatched: controller.engines.alerts !== undefined,
      scenes: controller.engines.scenes?.list(controller.id).map(({ name }) => name) ?? [],
      wantedRules: this.#options.rules,
      devices: this.#usage.read(),
      quotas: this.#quotas(),
      may: (operation) => isAllowed(operation, controller),
      steady: (group, figures) => this.#figures.steady(group, figures),
    });
  }

  /** Summed up in the ledger, so not asked more often than it is shown. */
  #quotas(): readonly HouseQuota[] {
    const { engines, id } = this.controller;
    const at = performance.now();
    if (engines.quotas === undefined) return [];
    if (this.#quotasRead === undefined || at - this.#quotasRead.at >= this.#options.offerAllMs)
      this.#quotasRead = { at, quotas: houseQuotas(engines.quotas.quotas(), id) };
    return this.#quotasRead.quotas;
  }

  #refreshHouse(): void {
    const isFresh = performance.now() - this.#builtAt < this.#options.offerAllMs;
    if (isFresh && this.controller.observer.snapshot === this.#house.snapshot) return;
    this.#builtAt = performance.now();
    this.#house = this.#newHouse();
  }

  #publishStates(): void {
    this.#offeredAllAt = performance.now();
    this.#refreshHouse();
    const { topics, discovery, pace } = this.#options;
    const house = this.#house;
    this.#options.publish([
      availabilityOf(topics, house.snapshot),
      ...coreStates(topics, house.snapshot),
      ...(this.#startedAt === undefined ? [] : [retained(topics.started, new Date(this.#startedAt).toISOString())]),
      ...providerStates(topics, house, pace.totals),
      ...ruleProviderStates(topics, house),
      ...this.#alerts.states(),
      ...ruleStates(topics, house.rules),
      ...deviceStates(topics, house.devices, pace.usage),
      ...this.#rules.since(house.rules),
      ...this.#devices.since(house.devices),
      ...quotaStates(topics, house.quotas, pace.usage),
      ...this.#goneQuotas.since(house.quotas),
      ...this.#providers.since(house.providers),
      ...this.#ruleProviders.since(house.ruleProviders),
    ]);
    this.#publishMeasurements();
    if (discovery !== undefined) this.#announcer.update(controllerDiscovery(discovery, house));
    this.#publishGroups(false);
  }

  #isSettled(): boolean {
    return this.#options.discovery === undefined || this.#announcer.isSettled;
  }

  #settled(): void {
    this.#publishGroups(true);
    this.#alerts.flush();
  }

  /** Options before state: held back until Home Assistant knows the list. Without discovery nobody has a list to know. */
  #publishGroups(force: boolean): void {
    if (!this.#isSettled()) return;
    const { topics } = this.#options;
    const messages = this.#house.groups.flatMap((group) => groupStates(topics, this.#house, group));
    const gone = this.#groups.since(this.#house.groups);
    this.#options.publish([...(force ? messages.map((message) => ({ ...message, force })) : messages), ...gone]);
  }
}

/** What the policy forbids to MQTT is not announced: a button that always fails is no button. */
function isAllowed(operation: OperationId, { policy }: Controller): boolean {
  const { danger } = operations[operation];
  return refusal({ operation, danger }, { outlet: "mqtt", id: "home-assistant" }, policy) === undefined;
}
