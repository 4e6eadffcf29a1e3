import type { GroupView } from "@pointsman/core";
import type { Narrowing } from "../../callback/field.ts";
import type { FiltersModel } from "../../screens/groups/filters.ts";
import type { IndexedGroup } from "../../screens/groups/group-index.ts";
import { less } from "../../screens/groups/narrowed.ts";
import type { LettersModel } from "../../screens/groups/letters.ts";
import type { RegionsModel } from "../../screens/groups/regions.ts";
import type { Frame } from "../../screens/kit/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { groupNamed, groupRefs } from "../picture.ts";
import { letterCounts } from "./letters.ts";
import { partOf, regionIn, starredIn } from "./part.ts";
import { wordsOf } from "./words.ts";

/** Which group, and which part of its list. */
export interface At {
  readonly group: string;
  readonly only?: Narrowing;
}

/** The group and what every index of it is made of. Undefined: the group is gone. */
function indexed(
  { controller }: ChatState,
  { group: name, only }: At,
  frame: Frame,
): { readonly view: GroupView; readonly at: IndexedGroup } | undefined {
  const { snapshot } = controller.observer;
  const view = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  if (view === undefined || ref === undefined) return undefined;
  return { view, at: { frame, group: { name, ref }, ...(only === undefined ? {} : { only }) } };
}

/** Under which letters the nodes of the group stand. Undefined: the group is gone. */
export function lettersModel(state: ChatState, route: At, frame: Frame): LettersModel | undefined {
  const found = indexed(state, route, frame);
  if (found === undefined) return undefined;
  const { nodes } = partOf(state, found.view, less(route.only, "letter"));
  return { ...found.at, letters: letterCounts(nodes.map(({ name }) => name)) };
}

/** How many nodes of the group are where, the most first. Undefined: the group is gone. */
export function regionsModel(state: ChatState, route: At, frame: Frame): RegionsModel | undefined {
  const found = indexed(state, route, frame);
  if (found === undefined) return undefined;
  const { nodes } = partOf(state, found.view, less(route.only, "region"));
  const nodesIn = Map.groupBy(nodes, ({ name }) => regionIn(name));
  const regions = Array.from(nodesIn, ([region, { length: count }]) => ({ region, count }));
  regions.sort((a, b) => Number(a.region === "--") - Number(b.region === "--") || b.count - a.count);
  return { ...found.at, regions };
}

/** By what the group's list can be cut down, and how much of it is left. Undefined: the group is gone. */
export function filtersModel(
  state: ChatState,
  route: At & { readonly tap: "u" | "i" },
  frame: Frame,
): FiltersModel | undefined {
  const found = indexed(state, route, frame);
  if (found === undefined) return undefined;
  const { nodes, all } = partOf(state, found.view, route.only);
  return {
    ...found.at,
    ...wordsOf(state.controller.observer.snapshot, found.view),
    tap: route.tap,
    sort: state.memory.settings.sort,
    left: nodes.length,
    all,
    hasStars: starredIn(state, route.group).size > 0,
  };
}
