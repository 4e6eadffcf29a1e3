import type { GroupView, Snapshot } from "@pointsman/core";
import { looseRef, type RefIndex } from "../../callback/ref.ts";
import type { GroupEntry } from "../../screens/groups/groups.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { delayIn, groupRefs, leafOf, memberInUse, shownGroups } from "../picture.ts";

function entryOf(snapshot: Snapshot, group: GroupView, refs: RefIndex): GroupEntry {
  const leaf = leafOf(snapshot, group);
  const delay = leaf === undefined ? undefined : delayIn(group, snapshot.nodes.get(leaf));
  const now = memberInUse(group);
  return {
    name: group.name,
    ref: refs.refOf(group.name) ?? looseRef("group", group.name),
    type: group.type,
    ...(now === undefined ? {} : { now }),
    ...(delay === undefined ? {} : { delay }),
  };
}

/** The groups that are shown, with what each uses. */
export function groupEntries({ controller }: Pick<ChatState, "controller">): GroupEntry[] {
  const { snapshot } = controller.observer;
  const refs = groupRefs(snapshot);
  return shownGroups(snapshot).map((group) => entryOf(snapshot, group, refs));
}
