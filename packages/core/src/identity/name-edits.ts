import { type NameParts, nameParts } from "./canonical-name.ts";

/** A name of a set, and what it says. */
export interface Named {
  readonly name: string;
  readonly parts: NameParts;
  /** The parts without the words that nearly all names of the set carry: those tell no node from another. */
  readonly bare: NameParts;
}

/** What was taken out of a name and what was put in, by what it is about. */
export interface NameEdit {
  readonly removed: ReadonlyMap<Kind, readonly string[]>;
  readonly added: ReadonlyMap<Kind, readonly string[]>;
  /** The same for names that were reworded in the same way, whatever their numbers and marks. */
  readonly signature: string;
}

const kinds = ["cities", "numbers", "lines", "plans", "protocols", "badges", "marks", "words"] as const;
type Kind = (typeof kinds)[number];

/** A word in so many of a set's names is the provider's own name or the like; below so many names there is no telling. */
const COMMON_SHARE = 0.8;
const MIN_NAMES = 4;

/** Takes the names of a set apart. */
export function readNames(names: Iterable<string>): readonly Named[] {
  const read = [...names].map((name) => ({ name, parts: nameParts(name) }));
  const counts = new Map<string, number>();
  for (const { parts } of read) for (const word of parts.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isCommon = (word: string): boolean =>
    read.length >= MIN_NAMES && (counts.get(word) ?? 0) >= COMMON_SHARE * read.length;
  return read.map(({ name, parts }) => ({
    name,
    parts,
    bare: { ...parts, words: parts.words.filter((word) => !isCommon(word)) },
  }));
}

/** How one name became the other. */
export function editOf(was: NameParts, now: NameParts): NameEdit {
  const removed = difference(was, now);
  const added = difference(now, was);
  return { removed, added, signature: `-${written(removed)} +${written(added)}` };
}

/** Only what providers reword from day to day was touched. */
export function isBadgesOnly({ removed, added }: NameEdit): boolean {
  return [...removed.keys(), ...added.keys()].every((kind) => kind === "badges" || kind === "marks");
}

/** One line or plan in place of another: perhaps the successor, but no rename, however many changed alike. */
export function isSuccession({ removed, added }: NameEdit): boolean {
  return (["lines", "plans"] as const).some((kind) => removed.has(kind) && added.has(kind));
}

/** One city in place of another: that is another node. */
export function isElsewhere({ removed, added }: NameEdit): boolean {
  return removed.has("cities") && added.has("cities");
}

function difference(from: NameParts, other: NameParts): ReadonlyMap<Kind, readonly string[]> {
  return new Map(
    kinds.flatMap((kind): [Kind, readonly string[]][] => {
      const extra = from[kind].filter((text) => !other[kind].includes(text));
      return extra.length === 0 ? [] : [[kind, extra]];
    }),
  );
}

function written(texts: ReadonlyMap<Kind, readonly string[]>): string {
  return [...texts]
    .map(([kind, each]) => `${kind}:${kind === "numbers" || kind === "marks" ? each.length : each.join(",")}`)
    .join(" ");
}
