import type { AnnouncementMemory } from "../homeassistant/announcer.ts";
import { type DiscoveryOptions, type DiscoveryPart, isPartOf } from "../homeassistant/discovery.ts";
import type { RetainedMemory } from "../memory/retained-memory.ts";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { Grace } from "./grace.ts";
import type { House } from "../house/house.ts";
import { readOptionsPart } from "../state/options-parts.ts";
import { optionsPartCount } from "../state/topics-of-state.ts";

export interface LeavingsOptions {
  readonly controller: string;
  readonly topics: ControllerTopics;
  readonly discovery: Pick<DiscoveryOptions, "prefix" | "base"> | undefined;
  readonly memory: RetainedMemory;
  /** In ms. */
  readonly now: () => number;
}

/** What of a controller is on the broker and not in its house any more, left in this life or an earlier one. */
export class Leavings {
  readonly #options: LeavingsOptions;
  readonly #grace: Grace;
  readonly #fixed: ReadonlySet<string>;

  constructor(options: LeavingsOptions) {
    this.#options = options;
    this.#grace = new Grace(options.now);
    const { topics } = options;
    const always = Object.values(topics).filter((topic) => typeof topic === "string");
    this.#fixed = new Set(always.filter((topic) => topic !== topics.problem));
  }

  /** What Home Assistant may know of the controller. */
  get announced(): AnnouncementMemory {
    const { controller, discovery, memory } = this.#options;
    return {
      topics: () =>
        discovery === undefined
          ? []
          : [...memory.discoveries].filter((topic) => isPartOf(topic, controller, discovery)),
      componentsAt: (topic) => memory.componentsAt(topic),
      uniqueIdAt: (topic, key) => memory.uniqueIdAt(topic, key),
    };
  }

  /** Whether a discovery topic, or a component on it, that the house does not have is gone for good. */
  isGone(topic: string, key?: string): boolean {
    return this.#grace.isGone(idOf(topic, key));
  }

  /** The core started, or may have: what is missing may be late. */
  shaken(): void {
    this.#grace.shaken();
  }

  /** The house was read as a whole, and is announced as `parts`: what it lacks has so long to come. */
  read(house: House, parts: readonly DiscoveryPart[], graceMs: number): void {
    const { announced } = this;
    const current = new Map(parts.map(({ topic, components }) => [topic, components]));
    const missing = [...announced.topics()].flatMap((topic) => {
      const components = current.get(topic);
      if (components === undefined) return [idOf(topic)];
      return [...announced.componentsAt(topic).keys()]
        .filter((key) => !components.has(key))
        .map((key) => idOf(topic, key));
    });
    this.#grace.read([...missing, ...this.#leftover(house)], graceMs);
  }

  /** How long what is late has still to come, in ms. */
  get endsInMs(): number | undefined {
    return this.#grace.endsInMs;
  }

  /** Empties the states of what is gone. */
  take(house: House): Message[] {
    return this.#leftover(house)
      .filter((topic) => this.#grace.isGone(topic))
      .map((topic) => retained(topic, ""));
  }

  #leftover(house: House): string[] {
    const { topics, memory } = this.#options;
    const expected = itemTopics(topics, house);
    const isLeft = (topic: string): boolean =>
      topic.startsWith(`${topics.root}/`) &&
      !this.#fixed.has(topic) &&
      !expected.has(topic) &&
      !this.#isPartOfList(topic, house);
    return [...memory.topics].filter(isLeft);
  }

  /** Of a list whose text was not made yet, nothing is known to be too many. */
  #isPartOfList(topic: string, house: House): boolean {
    const part = readOptionsPart(this.#options.topics, topic);
    const group = part === undefined ? undefined : house.groups.find(({ slug }) => slug === part.slug);
    if (part === undefined || group === undefined) return false;
    const count = optionsPartCount(group);
    return count === undefined || part.index < count;
  }
}

/** Topics that stand for what a house may have or not. */
function itemTopics(topics: ControllerTopics, house: House): ReadonlySet<string> {
  return new Set([
    ...house.groups.flatMap(({ slug, now, pin }) => {
      const { about, options, now: current, pin: pinned } = topics.group(slug);
      return [about, options, ...(now === undefined ? [] : [current]), ...(pin === undefined ? [] : [pinned])];
    }),
    ...house.nodes.map(({ slug }) => topics.node(slug)),
    ...house.providers.map(({ slug }) => topics.provider(slug)),
    ...house.ruleProviders.map(({ slug }) => topics.ruleset(slug)),
    ...house.rules.map(({ slug }) => topics.rule(slug)),
    ...house.devices.map(({ slug }) => topics.device(slug)),
    ...house.quotas.map(({ slug }) => topics.quota(slug)),
    ...(house.isWatched ? [topics.problem] : []),
  ]);
}

function idOf(topic: string, key?: string): string {
  return key === undefined ? topic : `${topic} ${key}`;
}
