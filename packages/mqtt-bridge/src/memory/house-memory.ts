import type { TextFile } from "@pointsman/core/state";
import { type CoreStart, emptyHouse, readHouses, type RememberedHouse, writeHouses } from "./house-file.ts";
import { KeptFile } from "./kept-file.ts";

export interface HouseMemoryOptions {
  /** Undefined: nothing outlives the process. */
  readonly file: TextFile | undefined;
  readonly warn: (sentence: string) => void;
  /** From a change to the file, ms. Default 1,000. */
  readonly saveAfterMs?: number;
}

/** So many groups, and so many names of a kind, are remembered: of more, those longest unheard of go. */
const maxNames = 2000;

/** What of houses should not be forgotten with the process, by controller. */
export class HouseMemory {
  readonly #file: KeptFile<Map<string, RememberedHouse>>;
  readonly #houses: Map<string, RememberedHouse>;

  constructor({ file, warn, saveAfterMs }: HouseMemoryOptions) {
    this.#file = new KeptFile({
      file,
      what: "houses",
      read: readHouses,
      write: () => writeHouses(this.#houses),
      warn,
      saveAfterMs,
    });
    this.#houses = this.#file.load() ?? new Map();
  }

  of(controller: string): MemoryOfHouse {
    const house = this.#houses.get(controller) ?? emptyHouse();
    this.#houses.set(controller, house);
    return new MemoryOfHouse(house, () => this.#file.changed());
  }

  /** Saves what is not saved yet. */
  close(): void {
    this.#file.close();
  }
}

/** What is remembered of one house. */
export class MemoryOfHouse {
  readonly #house: RememberedHouse;
  readonly #changed: () => void;

  constructor(house: RememberedHouse = emptyHouse(), changed: () => void = () => undefined) {
    this.#house = house;
    this.#changed = changed;
  }

  /** Nodes that were chosen in a group, newest first. */
  recent(group: string): readonly string[] {
    return this.#house.recent.get(group) ?? [];
  }

  setRecent(group: string, nodes: readonly string[]): void {
    refresh(this.#house.recent, group, nodes);
    this.#changed();
  }

  /** Names of a kind (groups, providers) with the slugs that they were given. */
  slugs(kind: string): ReadonlyMap<string, string> {
    return this.#house.slugs.get(kind) ?? new Map();
  }

  addSlugs(kind: string, given: ReadonlyMap<string, string>): void {
    const all = this.#house.slugs.get(kind) ?? new Map<string, string>();
    this.#house.slugs.set(kind, all);
    for (const [name, slug] of given) refresh(all, name, slug);
    this.#changed();
  }

  /** When the core was seen to start. */
  get start(): CoreStart | undefined {
    return this.#house.start;
  }

  set start(start: CoreStart | undefined) {
    this.#house.start = start;
    this.#changed();
  }
}

/** Behind all others; the first goes where there are too many. */
function refresh<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxNames && oldest !== undefined) map.delete(oldest);
}
