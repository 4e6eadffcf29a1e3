import type { GroupView, Snapshot } from "@pointsman/core";
import type { Match } from "../screens/found.ts";
import { delayIn, groupRefs, isChoosable, memberRefs, shownGroups } from "./picture.ts";

/** Letters and digits only, in one width and case: `🇭🇰 HK_01` and `hk 01` both contain `hk` and `01`. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The words that must all occur. */
function termsOf(text: string): readonly string[] {
  return folded(text)
    .split(/\s+/)
    .filter((term) => term !== "");
}

function nodeMatches(
  snapshot: Snapshot,
  group: GroupView,
  refOfGroup: string,
  matches: (name: string) => boolean,
): Match[] {
  const refs = memberRefs(group);
  return group.all.flatMap((name): Match[] => {
    const node = snapshot.nodes.get(name);
    const ref = refs.refOf(name);
    if (ref === undefined || node?.kind === "info" || !matches(name)) return [];
    const delay = delayIn(group, node);
    return [
      {
        kind: "node",
        name,
        ref,
        group: group.name,
        groupRef: refOfGroup,
        current: group.now === name,
        ...(delay === undefined ? {} : { delay }),
      },
    ];
  });
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
    const verdict = terms.every((term) => hay.includes(term));
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
