import { type GroupView, regionOf, type Snapshot } from "@pointsman/core";
import type { Match } from "../screens/found.ts";
import { delayIn, groupRefs, isChoosable, memberRefs, shownGroups } from "./picture.ts";

/** In one width and case: `🇭🇰 ＨＫ_01` and `hk 01` both contain `hk` and `01`. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** A word that must occur in a name: as it is, with its number told apart, or by the region that both mean. */
type Term = (hay: string, name: string) => boolean;

/** `hk1` and `hk01` are what `HK 01` is, and never `HK 12`. */
function spaced(word: string): RegExp | undefined {
  const parts = word.match(/\p{L}+|\d+/gu) ?? [];
  if (parts.length < 2 || parts.join("") !== word) return undefined;
  const patterns = parts.map((part) => (/^\d/.test(part) ? `0*${part.replace(/^0+(?=\d)/, "")}(?!\\d)` : part));
  return new RegExp(patterns.join("[^\\p{L}\\p{N}]*"), "u");
}

function termOf(word: string): Term {
  const pattern = spaced(word);
  // A region is named by its code, in any language, or by its flag; a number behind it says which node of it.
  const region = pattern === undefined ? regionOf(word.toUpperCase()) : undefined;
  return (hay, name) =>
    hay.includes(word) || pattern?.test(hay) === true || (region !== undefined && regionOf(name) === region);
}

function termsOf(text: string): readonly Term[] {
  return folded(text)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map(termOf);
}

function nodeMatches(
  snapshot: Snapshot,
  group: GroupView,
  refOfGroup: string,
  matches: (name: string) => boolean,
): Match[] {
  // Most names of a large house do not match: they must cost next to nothing.
  const names = group.all.filter(matches);
  if (names.length === 0) return [];
  const refs = memberRefs(group);
  const found: Match[] = [];
  for (const name of names) {
    const node = snapshot.nodes.get(name);
    const ref = refs.refOf(name);
    if (ref === undefined || node?.kind === "info") continue;
    const delay = delayIn(group, node);
    found.push({
      kind: "node",
      name,
      ref,
      group: group.name,
      groupRef: refOfGroup,
      current: group.now === name,
      ...(delay === undefined ? {} : { delay }),
    });
  }
  return found;
}

/**
 * Groups by name, then nodes in the groups that take a choice; each name is folded once, however many groups hold it.
 * An empty text finds nothing.
 */
export function search(snapshot: Snapshot, text: string): readonly Match[] {
  const terms = termsOf(text);
  if (terms.length === 0) return [];
  const verdicts = new Map<string, boolean>();
  const matches = (name: string): boolean => {
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const hay = folded(name);
    const verdict = terms.every((fits) => fits(hay, name));
    verdicts.set(name, verdict);
    return verdict;
  };
  const refs = groupRefs(snapshot);
  const groups = shownGroups(snapshot).flatMap((group) => {
    const ref = refs.refOf(group.name);
    return ref === undefined ? [] : [{ group, ref }];
  });
  return [
    ...groups
      .filter(({ group }) => matches(group.name))
      .map(({ group, ref }): Match => ({ kind: "group", name: group.name, ref })),
    ...groups
      .filter(({ group }) => isChoosable(group))
      .flatMap(({ group, ref }) => nodeMatches(snapshot, group, ref, matches)),
  ];
}
