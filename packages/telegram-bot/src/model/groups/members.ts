import type { GroupView, Snapshot } from "@pointsman/core";
import { looseRef } from "../../callback/ref.ts";
import type { NodeEntry } from "../../screens/groups/group-model.ts";
import { oncePerPicture } from "../once-per-picture.ts";
import { delayIn, groupNamed, leafOf, memberRefs } from "../picture.ts";

/** When one of the group's nodes was last tested; Unix time in ms. Undefined: never. */
export const lastTestIn = oncePerPicture(({ nodes }, { all }): number | undefined => {
  const latest = all.reduce((newest, name) => Math.max(newest, nodes.get(name)?.testedAt ?? 0), 0);
  return latest === 0 ? undefined : latest;
});

/** The members as a list shows them, and the texts of the pseudo-nodes. */
export function nodeEntries(
  snapshot: Snapshot,
  group: GroupView,
  members: readonly string[],
): { nodes: NodeEntry[]; info: string[] } {
  const refs = memberRefs(group);
  const nodes: NodeEntry[] = [];
  const info: string[] = [];
  for (const name of members) {
    const node = snapshot.nodes.get(name);
    // A pseudo-node that is in use stays in the list: people must see it to get away from it.
    if (node?.kind === "info" && name !== group.now) {
      info.push(name);
      continue;
    }
    const inner = node?.kind === "group" ? groupNamed(snapshot, name) : undefined;
    const leaf = inner === undefined ? name : leafOf(snapshot, inner);
    const delay = leaf === undefined ? undefined : delayIn(group, snapshot.nodes.get(leaf));
    nodes.push({
      name,
      ref: refs.refOf(name) ?? looseRef("node", name),
      ...(delay === undefined ? {} : { delay }),
      ...(node?.kind === "builtin" ? { builtin: true } : {}),
      ...(inner === undefined ? {} : { group: true }),
    });
  }
  return { nodes, info };
}
