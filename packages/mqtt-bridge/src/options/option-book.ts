import { isSameList } from "../same-list.ts";
import { type GroupView, patternOf, type Snapshot } from "@pointsman/core";
import { rankedMembers, usedIn } from "./rank.ts";
import type { RecentNodes } from "./recent-nodes.ts";

export interface OptionBookOptions {
  /** Patterns and beginnings of names that a cut list has before others. */
  readonly favourites: readonly string[];
  readonly recent: RecentNodes;
  /** A list that is cut is put together anew at most so often, ms, unless its group has other members. */
  readonly everyMs: number;
  /** In ms, never falling. */
  readonly now: () => number;
}

/** How much a list may hold. */
export interface Room {
  readonly count: number;
  /** Of JSON. */
  readonly bytes: number;
  readonly bytesOf: (name: string) => number;
}

/** A list that is cut. */
interface Page {
  readonly all: readonly string[];
  readonly at: number;
  /** What was taken, most wanted first. */
  readonly names: readonly string[];
  /** The same in the group's own order. */
  readonly offered: readonly string[];
}

/** Which members of each group a select offers, where it cannot offer all. */
export class OptionBook {
  readonly #options: OptionBookOptions;
  readonly #isFavourite: (name: string) => boolean;
  readonly #pages = new Map<string, Page>();

  constructor(options: OptionBookOptions) {
    this.#options = options;
    const fits = options.favourites.map(patternOf);
    this.#isFavourite = (name) => fits.some((each) => each(name));
  }

  /** In the group's own order; always with the member in use and the pinned one, be they members or not. */
  offered(view: GroupView, nodes: Snapshot["nodes"], room: Room): readonly string[] {
    const { everyMs, now, recent } = this.#options;
    const chosen = view.type === "Selector" ? view.now : view.fixed;
    if (chosen !== undefined && chosen !== "") recent.note(view.name, chosen);
    const used = usedIn(view);
    const known = this.#pages.get(view.name);
    const isFresh = known !== undefined && isSameList(known.all, view.all) && now() - known.at < everyMs;
    if (isFresh && used.every((name) => known.names.includes(name))) return known.offered;
    const eligible = view.all.filter((name) => used.includes(name) || nodes.get(name)?.kind !== "info");
    const members = new Set(eligible);
    const everything = [...used.filter((name) => !members.has(name)), ...eligible];
    if (fill(used, everything, room).length === everything.length) {
      this.#pages.delete(view.name);
      return everything;
    }
    const wanted = isFresh
      ? // Whoever was chosen past the list comes in; the rest waits for its turn.
        known.names
      : rankedMembers(view, {
          nodes,
          isFavourite: this.#isFavourite,
          recent: recent.of(view.name),
          before: new Set(known?.names),
        });
    const names = fill(used, wanted, room);
    const taken = new Set(names);
    const offered = everything.filter((name) => taken.has(name));
    this.#pages.set(view.name, { all: view.all, at: isFresh ? known.at : now(), names, offered });
    return offered;
  }
}

/** Those in use, then what fits, in this order. What is too long is passed by, so that nothing that is left would fit. */
function fill(used: readonly string[], names: Iterable<string>, { count, bytes, bytesOf }: Room): string[] {
  const taken = new Set(used);
  let left = bytes;
  for (const name of used) left -= bytesOf(name);
  for (const name of names) {
    if (taken.has(name)) continue;
    if (taken.size >= count) break;
    const size = bytesOf(name);
    if (size > left) continue;
    left -= size;
    taken.add(name);
  }
  return [...taken];
}
