import { regionOf } from "@pointsman/core";
import type { LettersModel } from "../../screens/groups/letters.ts";
import type { RegionsModel } from "../../screens/groups/regions.ts";
import type { Frame } from "../../screens/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { groupNamed, groupRefs } from "../picture.ts";
import { letterCounts } from "./letters.ts";
import { nodeEntries, nowhere } from "./members.ts";

/** What an index of the group is made of. Undefined: the group is gone. */
function indexed({ controller }: ChatState, name: string) {
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  if (group === undefined || ref === undefined) return undefined;
  const nodes = nodeEntries(snapshot, group, group.all).nodes.map(({ name: node }) => node);
  return { group: { name, ref }, nodes };
}

/** Under which letters the nodes of the group stand. Undefined: the group is gone. */
export function lettersModel(state: ChatState, name: string, frame: Frame): LettersModel | undefined {
  const found = indexed(state, name);
  return found && { frame, group: found.group, letters: letterCounts(found.nodes) };
}

/** How many nodes of the group are where, the most first. Undefined: the group is gone. */
export function regionsModel(state: ChatState, name: string, frame: Frame): RegionsModel | undefined {
  const found = indexed(state, name);
  if (found === undefined) return undefined;
  const nodesIn = Map.groupBy(found.nodes, (node) => regionOf(node) ?? nowhere);
  const regions = Array.from(nodesIn, ([region, { length: count }]) => ({ region, count }));
  regions.sort((a, b) => Number(a.region === nowhere) - Number(b.region === nowhere) || b.count - a.count);
  return { frame, group: found.group, regions };
}
