import { canonicalOf, type NameParts } from "./canonical-name.ts";
import { editOf, isBadgesOnly, isElsewhere, isSuccession, type Named, readNames } from "./name-edits.ts";

export interface Rename {
  readonly was: string;
  readonly now: string;
  /**
   * `certain`: the same canonical name, one of each. `likely`: reworded, but only in what is reworded daily (badges,
   * random marks), or in the same way as other nodes of the set. Both may be followed without asking.
   */
  readonly certainty: "certain" | "likely";
}

/** What became of a set of names. */
export interface Renames {
  /** In both sets under the same name. */
  readonly same: readonly string[];
  readonly renamed: readonly Rename[];
  /** Vanished, and like nothing that came. */
  readonly gone: readonly string[];
  /** Every new name that is no rename, candidates included. */
  readonly added: readonly string[];
  /** Vanished, and like one or several that came, but not surely: people should be asked. */
  readonly ambiguous: readonly { readonly was: string; readonly candidates: readonly string[] }[];
}

/** So many nodes reworded in the same way are a habit of the provider, no accident. */
const HABIT = 3;

/** What two names must share, from strict to loose. A name that says none of it is not compared by that key. */
const looseKeys: readonly ((parts: NameParts) => string | undefined)[] = [
  ({ regions, cities, numbers, lines, plans, protocols }) => key(regions, cities, numbers, lines, plans, protocols),
  ({ regions, cities, numbers, lines, plans }) => key(regions, cities, numbers, lines, plans),
  ({ regions, cities, numbers, lines }) => key(regions, cities, numbers, lines),
  ({ regions, cities, numbers }) => key(regions, cities, numbers),
  ({ regions, numbers }) => key(regions, numbers),
];

/**
 * Pairs names that vanished with names that came, one to one. Where several could be meant, or a line, city or plan differs,
 * it does not guess. Names are only grouped by keys, never compared each with each.
 */
export function matchRenames(before: readonly string[], after: readonly string[]): Renames {
  const [known, found] = [new Set(before), new Set(after)];
  const same = [...known].filter((name) => found.has(name));
  const gone = [...known].filter((name) => !found.has(name));
  const added = [...found].filter((name) => !known.has(name));
  if (gone.length === 0 || added.length === 0) return { same, renamed: [], gone, added, ambiguous: [] };
  const matching = new Matching(readNames(known), readNames(found), same);
  return { same, ...matching.run() };
}

function key(regions: readonly string[], ...rest: readonly (readonly string[])[]): string | undefined {
  return regions.length === 0 ? undefined : [regions, ...rest].map((texts) => texts.join(" ")).join("|");
}

interface Proposal {
  readonly was: Named;
  readonly now: Named;
}

class Matching {
  readonly #same: readonly Named[];
  readonly #gone: Set<Named>;
  readonly #added: Set<Named>;
  readonly #allGone: number;
  readonly #renamed: Rename[] = [];
  readonly #ambiguous: { was: string; candidates: readonly string[] }[] = [];
  readonly #proposals: Proposal[] = [];
  readonly #candidates = new Set<Named>();

  constructor(before: readonly Named[], after: readonly Named[], same: readonly string[]) {
    const kept = new Set(same);
    this.#same = before.filter(({ name }) => kept.has(name));
    this.#gone = new Set(before.filter(({ name }) => !kept.has(name)));
    this.#added = new Set(after.filter(({ name }) => !kept.has(name)));
    this.#allGone = this.#gone.size;
  }

  run(): Omit<Renames, "same"> {
    const certainly = ({ was, now }: Proposal): void => this.#accept(was, now, "certain");
    this.#pair(({ name, parts }) => canonicalOf(name, parts), certainly);
    this.#pair(({ name, bare }) => canonicalOf(name, bare), certainly);
    for (const looseKey of looseKeys)
      this.#pair(
        ({ bare }) => looseKey(bare),
        (proposal) => this.#proposals.push(proposal),
      );
    this.#judge();
    const names = (set: ReadonlySet<Named>): string[] => [...set].map(({ name }) => name);
    return {
      renamed: this.#renamed,
      gone: names(this.#gone),
      added: [...names(this.#added), ...names(this.#candidates)],
      ambiguous: this.#ambiguous,
    };
  }

  /** Takes out of what is left every pair that shares a key with nobody else; those that share it with others are asked about. */
  #pair(keyOf: (named: Named) => string | undefined, found: (proposal: Proposal) => void): void {
    const goneBy = Map.groupBy(this.#gone, keyOf);
    const addedBy = Map.groupBy(this.#added, keyOf);
    const taken = new Set(this.#same.map(keyOf));
    for (const [shared, olds] of goneBy) {
      const news = addedBy.get(shared);
      if (shared === undefined || news === undefined) continue;
      for (const old of olds) this.#gone.delete(old);
      for (const each of news) this.#added.delete(each);
      const [was, now] = [olds[0], news[0]];
      const isOne = olds.length === 1 && news.length === 1 && !taken.has(shared);
      if (isOne && was !== undefined && now !== undefined) found({ was, now });
      else for (const old of olds) this.#ask(old, news);
    }
  }

  /** A habit explains an edit that alone would prove nothing. */
  #judge(): void {
    const edits = new Map(this.#proposals.map((proposal) => [proposal, editOf(proposal.was.bare, proposal.now.bare)]));
    const counts = new Map<string, number>();
    for (const { signature } of edits.values()) counts.set(signature, (counts.get(signature) ?? 0) + 1);
    for (const [{ was, now }, edit] of edits) {
      const count = counts.get(edit.signature) ?? 0;
      const isHabit = count >= HABIT && count * 2 >= this.#allGone - this.#renamed.length;
      if (isElsewhere(edit)) this.#part(was, now);
      else if (isBadgesOnly(edit) || (isHabit && !isSuccession(edit))) this.#accept(was, now, "likely");
      else this.#ask(was, [now]);
    }
  }

  #part(was: Named, now: Named): void {
    this.#gone.add(was);
    this.#added.add(now);
  }

  #accept(was: Named, now: Named, certainty: Rename["certainty"]): void {
    this.#renamed.push({ was: was.name, now: now.name, certainty });
  }

  #ask(was: Named, candidates: readonly Named[]): void {
    this.#ambiguous.push({ was: was.name, candidates: candidates.map(({ name }) => name) });
    for (const candidate of candidates) this.#candidates.add(candidate);
  }
}
