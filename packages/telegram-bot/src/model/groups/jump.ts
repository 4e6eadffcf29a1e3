import type { JumpModel } from "../../screens/groups/jump.ts";
import { nodesPerPage } from "../../screens/groups/node-label.ts";
import type { Frame } from "../../screens/kit/layout.ts";
import { pageOf } from "../../screens/kit/paging.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { groupNamed, groupRefs } from "../picture.ts";
import type { At } from "./indexes.ts";
import { partOf } from "./part.ts";

/** The list's names and how many stand on a page. Undefined: the group is gone. */
function paged(state: ChatState, { group: name, only }: At) {
  const group = groupNamed(state.controller.observer.snapshot, name);
  if (group === undefined) return undefined;
  const names = partOf(state, group, only).nodes.map((node) => node.name);
  return { names, size: nodesPerPage(names, state.memory.settings.pageSize).size };
}

/** With what each page of the list begins. Undefined: the group is gone. */
export function jumpModel(
  state: ChatState,
  route: At & { readonly page: number; readonly tap: "u" | "i" },
  frame: Frame,
): JumpModel | undefined {
  const list = paged(state, route);
  const ref = groupRefs(state.controller.observer.snapshot).refOf(route.group);
  if (list === undefined || ref === undefined) return undefined;
  const { names, size } = list;
  return {
    frame,
    group: { name: route.group, ref },
    ...(route.only === undefined ? {} : { only: route.only }),
    tap: route.tap,
    firsts: names.filter((_, index) => index % size === 0),
    page: pageOf(names, route.page, size).page,
  };
}

/** How many pages the list has; 0 where the group is gone. */
export function pagesIn(state: ChatState, at: At): number {
  const list = paged(state, at);
  return list === undefined ? 0 : Math.ceil(list.names.length / list.size);
}

/** In one width and case. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The page that a text means: its number from 1, or where the first node stands that is called so. From 0. */
export function pageMeant(state: ChatState, at: At, text: string): number | undefined {
  const list = paged(state, at);
  if (list === undefined) return undefined;
  const { names, size } = list;
  const wanted = folded(text.trim());
  const number = /^\d{1,6}$/.test(wanted) ? Number(wanted) : 0;
  if (number >= 1 && number <= Math.ceil(names.length / size)) return number - 1;
  const index = wanted === "" ? -1 : names.findIndex((name) => folded(name).includes(wanted));
  return index === -1 ? undefined : Math.floor(index / size);
}
