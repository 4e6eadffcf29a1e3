import type { House, HouseGroup } from "../house/house.ts";
import { inSlices } from "../slices.ts";
import { earlierIfSame, textOf } from "./component-text.ts";
import {
  controllerDiscovery,
  type DiscoveryOptions,
  type DiscoveryPart,
  type Entry,
  groupEntries,
} from "./discovery.ts";

/** How a house is announced. */
export interface Rendering {
  readonly house: House;
  readonly parts: readonly DiscoveryPart[];
}

interface Made {
  readonly view: HouseGroup["view"];
  readonly entries: readonly Entry[];
}

/**
 * Makes the announcement of a house: group by group and in slices, as hundreds of groups with thousands of nodes are
 * megabytes. What a group had before and has again is the same object, and its text is not made again.
 */
export class DiscoveryRenderer {
  readonly #options: DiscoveryOptions;
  #last: ReadonlyMap<string, Made> = new Map();
  #underWay: Promise<Rendering> | undefined;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
  }

  /**
   * @param newest The house as it is known at any time: one that changes under way is rendered as it is in the end
   * @returns at once in a usual house
   */
  render(newest: () => House): Rendering | Promise<Rendering> {
    // Whoever asks meanwhile gets the same: it will be the newest house then, too.
    if (this.#underWay !== undefined) return this.#underWay;
    const rendering = inSlices(this.#work(newest));
    if (!(rendering instanceof Promise)) return rendering;
    this.#underWay = rendering.finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  *#work(newest: () => House): Generator<undefined, Rendering> {
    const made = new Map<string, Made>();
    for (;;) {
      const house = newest();
      for (const group of house.groups) {
        if (made.get(group.slug)?.view === group.view) continue;
        made.set(group.slug, { view: group.view, entries: this.#entriesOf(house, group) });
        yield;
      }
      if (newest() !== house) continue;
      this.#last = made;
      const entries = house.groups.flatMap(({ slug }) => made.get(slug)?.entries ?? []);
      return { house, parts: controllerDiscovery(this.#options, house, entries) };
    }
  }

  #entriesOf(house: House, group: HouseGroup): Entry[] {
    const before = new Map(this.#last.get(group.slug)?.entries);
    return groupEntries(this.#options, house, group).map(([key, component]) => {
      const kept = earlierIfSame(before.get(key), component);
      textOf(kept);
      return [key, kept];
    });
  }
}
