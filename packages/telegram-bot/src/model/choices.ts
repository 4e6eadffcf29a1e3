import { canonicalName, remembering, type Snapshot } from "@pointsman/core";
import type { Choice } from "../state/chats.ts";
import { delayIn, groupNamed, groupRefs, memberRefs } from "./picture.ts";

const canonicalOf = remembering(canonicalName);

/**
 * What the chosen member is called now: as it was, or the one member of the group that has the same canonical name, as
 * subscriptions rename their nodes daily. Undefined: it is gone, or several could be meant.
 */
export function nameNow(snapshot: Snapshot, { group: name, node }: Pick<Choice, "group" | "node">): string | undefined {
  const group = groupNamed(snapshot, name);
  if (group === undefined) return undefined;
  if (memberRefs(group).refOf(node) !== undefined) return node;
  const wanted = canonicalOf(node);
  const alike = group.all.filter((member) => canonicalOf(member) === wanted);
  return alike.length === 1 ? alike[0] : undefined;
}

/** A node in the group that it was starred or used in. */
export interface ChoiceEntry {
  readonly group: string;
  readonly groupRef: string;
  readonly node: string;
  readonly ref: string;
  readonly delay?: number | null;
  readonly current: boolean;
}

/** The choices of one controller that still can be made, under the names of now, each once. */
export function choiceEntries(snapshot: Snapshot, controllerId: string, choices: readonly Choice[]): ChoiceEntry[] {
  const entries = choices.flatMap((choice): ChoiceEntry[] => {
    const group = choice.controller === controllerId ? groupNamed(snapshot, choice.group) : undefined;
    const node = group && nameNow(snapshot, choice);
    const groupRef = group && groupRefs(snapshot).refOf(group.name);
    const ref = group && node !== undefined ? memberRefs(group).refOf(node) : undefined;
    if (group === undefined || node === undefined || groupRef === undefined || ref === undefined) return [];
    const delay = delayIn(group, snapshot.nodes.get(node));
    const current = group.now === node;
    return [{ group: group.name, groupRef, node, ref, current, ...(delay === undefined ? {} : { delay }) }];
  });
  const seen = new Set<string>();
  return entries.filter(({ groupRef, ref }) => !seen.has(groupRef + ref) && seen.add(groupRef + ref));
}

/** The starred ones of this controller that cannot be found any more. */
export function goneChoices(snapshot: Snapshot, controllerId: string, choices: readonly Choice[]): readonly Choice[] {
  return choices.filter((one) => one.controller === controllerId && nameNow(snapshot, one) === undefined);
}

/** Whether this node is starred in this group, whatever it was called then. */
export function isStarred(
  snapshot: Snapshot,
  favourites: readonly Choice[],
  { controller, group, node }: Choice,
): boolean {
  return favourites.some(
    (one) => one.controller === controller && one.group === group && nameNow(snapshot, one) === node,
  );
}
