import { type GroupView, regionOf, type Snapshot } from "@pointsman/core";
import type { Narrowing } from "../../callback/field.ts";
import { looseRef } from "../../callback/ref.ts";
import type { NodeEntry } from "../../screens/groups/group-model.ts";
import { delayIn, groupNamed, leafOf, memberRefs } from "../picture.ts";
import { letterIn } from "./letters.ts";

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

/** What stands in the index for nodes whose names tell no region. */
export const nowhere = "--";

export function narrowedTo({ nodes, info }: ReturnType<typeof nodeEntries>, only: Narrowing | undefined) {
  const all = nodes.length;
  if (only === undefined) return { nodes, info, all };
  const { alive, region, letter } = only;
  const shown = nodes.filter(
    ({ name, delay }) =>
      (alive === undefined || typeof delay === "number") &&
      (region === undefined || (regionOf(name) ?? nowhere) === region) &&
      (letter === undefined || letterIn(name) === letter),
  );
  return { nodes: shown, info: [], all };
}
