import { isSameList } from "../same-list.ts";
import { type Message, retained } from "../mqtt/message.ts";
import { textOf } from "./component-text.ts";
import { huskOf } from "./husk.ts";
import { type DiscoveryPart, discoveryMessage } from "./discovery.ts";

export interface AnnouncerOptions {
  readonly publish: (messages: readonly Message[]) => void;
  /** Home Assistant knows the announced options now: states may be sent, and must be sent again. */
  readonly settled: () => void;
  /** How long Home Assistant needs from a discovery payload to its subscriptions, ms. */
  readonly settleMs: number;
  /** Two payloads of one device topic are at least so far apart, ms: a second one during set-up loses components. */
  readonly apartMs: number;
  /** What Home Assistant was told, in earlier lives, too. */
  readonly memory: AnnouncementMemory;
  /** False while what is missing may only be late. */
  readonly mayBury: (topic: string, key?: string) => boolean;
  /** Whether a person took a discovery topic away: it is not announced. */
  readonly isWithdrawn: (topic: string) => boolean;
}

/** What Home Assistant may know of this controller. */
export interface AnnouncementMemory {
  /** Discovery topics with something on them. */
  topics(): Iterable<string>;
  /** Platforms by component key. */
  componentsAt(topic: string): ReadonlyMap<string, string>;
  /** What a component is, or was, to Home Assistant. */
  uniqueIdAt(topic: string, key: string): string | undefined;
}

/**
 * Announces one controller to Home Assistant. Keeps the order "options, pause, states", and buries what was announced in
 * this life or an earlier one and is gone: a component by its bare platform, a whole part by an empty payload.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #announced: readonly string[] = [];
  #raises = false;
  #wanted: readonly DiscoveryPart[] = [];
  /** Topics of parts that were gone the last time. */
  #emptied: ReadonlySet<string> = new Set();
  #lastAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** False while group states must be held back, as Home Assistant may not know their options yet. */
  get isSettled(): boolean {
    return this.#timer === undefined;
  }

  /** The house as it should be announced; does nothing where it is already. */
  update(parts: readonly DiscoveryPart[]): void {
    this.#wanted = parts;
    const isEmptied = this.#empty();
    if (this.#timer !== undefined) return;
    if (isSameList(this.#fingerprint(), this.#announced)) {
      if (isEmptied) this.#settle();
      return;
    }
    this.#wait(Math.max(0, this.#lastAt + this.#options.apartMs - performance.now()), () => this.#announce(false));
  }

  /** Somebody emptied a topic that is to come back. They may empty others of the device at the same time. */
  restore(): void {
    clearTimeout(this.#timer);
    this.#wait(this.#options.apartMs, () => this.#announce(true));
  }

  /**
   * Home Assistant may have been away when something went: the next announcement brings it back, to be buried with the one
   * after it, as a grave says nothing to whoever does not have the component before their eyes.
   */
  raise(): void {
    this.#raises = true;
  }

  /** Announces again although nothing changed: the broker or Home Assistant started anew. */
  again(): void {
    clearTimeout(this.#timer);
    this.#announce(true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #announce(force: boolean): void {
    this.#announced = this.#fingerprint();
    this.#lastAt = performance.now();
    this.#options.publish(this.#messages().map((message) => ({ ...message, force })));
    this.#raises = false;
    this.#settle();
  }

  #settle(): void {
    this.#wait(this.#options.settleMs, () => {
      this.#timer = undefined;
      // What changed meanwhile has its turn first: a state may be none of the options that were announced.
      this.update(this.#wanted);
      if (this.isSettled) this.#options.settled();
    });
  }

  /** What is to be announced. */
  get #parts(): readonly DiscoveryPart[] {
    return this.#wanted.filter(({ topic }) => !this.#options.isWithdrawn(topic));
  }

  #messages(): Message[] {
    return this.#parts.map((part) => {
      const graves = new Map(this.#graves(part));
      return this.#raises
        ? discoveryMessage(part, graves, this.#husks(part.topic, graves))
        : discoveryMessage(part, graves);
    });
  }

  #husks(topic: string, graves: ReadonlyMap<string, string>): ReadonlyMap<string, object> {
    const { memory } = this.#options;
    const husks = [...graves].flatMap(([key, platform]): [string, object][] => {
      const unique = memory.uniqueIdAt(topic, key);
      const husk = unique === undefined ? undefined : huskOf(platform, unique);
      return husk === undefined ? [] : [[key, husk]];
    });
    return new Map(husks);
  }

  /** What is to be buried on the topic of a part. */
  #graves({ topic, components }: DiscoveryPart): [string, string][] {
    const { memory, mayBury } = this.#options;
    const graves = [...memory.componentsAt(topic)].filter(([key]) => !components.has(key) && mayBury(topic, key));
    return graves.toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /**
   * A part that is gone as a whole. A second empty payload would be a warning in Home Assistant's log.
   * @returns whether there is one that was not emptied the last time
   */
  #empty(): boolean {
    const { memory, mayBury, publish } = this.#options;
    const current = new Set(this.#wanted.map(({ topic }) => topic));
    const gone = [...memory.topics()].filter((topic) => !current.has(topic) && mayBury(topic));
    if (gone.length > 0) publish(gone.map((topic) => retained(topic, "")));
    const isNews = gone.some((topic) => !this.#emptied.has(topic));
    this.#emptied = new Set(gone);
    return isNews;
  }

  /** Texts as they are, as one of them all would be megabytes. */
  #fingerprint(): string[] {
    return this.#parts.flatMap((part) => [
      JSON.stringify([part.topic, part.about, [...part.components.keys()], this.#graves(part)]),
      ...Array.from(part.components.values(), (component) => textOf(component).json),
    ]);
  }

  #wait(ms: number, then: () => void): void {
    this.#timer = setTimeout(then, ms);
    this.#timer.unref();
  }
}
