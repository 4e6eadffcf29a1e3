import { canonicalName, type GroupView, remembering, type Snapshot } from "@pointsman/core";

/** More names than the lists of a large house hold; past that the memory begins anew. */
const mostNames = 20_000;
/** More would be no suggestion. */
const mostAlike = 3;

/** What references of nodes stood for, as far as this process has drawn them: a reference alone does not tell its name. */
const names = new Map<string, string>();

/** Remembers what this reference stands for, for the time when no node has it any more. */
export function noteName(ref: string, name: string): void {
  if (names.size >= mostNames) names.clear();
  names.set(ref, name);
}

/** What the node behind an old button was called; undefined where this process never knew it. */
export function formerName(ref: string): string | undefined {
  return names.get(ref);
}

const canonicalOf = remembering(canonicalName);

/** Letters only, in one width and case: what is left of a name when figures, flags and signs change. */
const lettersOf = remembering((name) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ""),
);

/**
 * Members that the vanished one may be called now: those that say the same but for what changes daily, else those with
 * the same letters. A guess to show to people, never one to act upon.
 */
export function namesLike(snapshot: Snapshot, group: GroupView, former: string): readonly string[] {
  const nodes = group.all.filter((name) => snapshot.nodes.get(name)?.kind === "node");
  const likeBy = (keyOf: (name: string) => string): string[] => {
    const wanted = keyOf(former);
    return wanted === "" ? [] : nodes.filter((name) => keyOf(name) === wanted);
  };
  const same = likeBy(canonicalOf);
  return (same.length > 0 ? same : likeBy(lettersOf)).slice(0, mostAlike);
}
