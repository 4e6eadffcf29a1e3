import type { ActionOf } from "../../callback/actions.ts";
import { pageMeant, pagesIn } from "../../model/groups/jump.ts";
import { mayTouch } from "../../model/rights.ts";
import { inPart, listAction } from "../../screens/groups/list-action.ts";
import { sortOf } from "../../screens/own/settings.ts";
import type { Route } from "../../session/route.ts";
import { shortName } from "../../text/name.ts";
import { nodeRoute } from "./details.ts";
import {
  freshPicture,
  groupBehind,
  type Handlers,
  memberBehind,
  type PressContext,
  type PressResult,
} from "../press.ts";

type GroupRoute = Extract<Route, { at: "group" }>;

/** A page of a group's list, or of a part of it. Who may not switch this group gets it to look at. */
function listRoute(
  { session }: PressContext,
  group: string,
  { page, tap, only }: Pick<ActionOf<"jump">, "page" | "tap" | "only">,
): GroupRoute {
  const shown = mayTouch(session.state.person, group) ? tap : "i";
  return { at: "group", group, page, tap: shown, ...inPart(only) };
}

async function nameOf(press: PressContext, ref: string): Promise<string> {
  return groupBehind(press, await freshPicture(press), ref).name;
}

async function list(press: PressContext, action: Omit<ActionOf<"jump">, "do">): Promise<PressResult> {
  return { route: listRoute(press, await nameOf(press, action.group), action) };
}

/** Goes to the page that the person wrote. */
function goTo(press: PressContext, group: string, action: ActionOf<"askPage">, text: string): PressResult {
  const page = pageMeant(press.session.state, { group, ...inPart(action.only) }, text);
  const route = listRoute(press, group, { ...action, page: page ?? 0 });
  if (page !== undefined) return { route };
  return { route, notice: { kind: "failed", text: press.t.list.noPage(shortName(text, 40)) } };
}

/** Presses that lead through the groups and their lists of nodes. */
export const lists: Pick<
  Handlers,
  | "groups"
  | "group"
  | "node"
  | "narrow"
  | "region"
  | "regions"
  | "letters"
  | "filters"
  | "jump"
  | "askPage"
  | "sortGroup"
> = {
  groups: (_, { page }) => ({ route: { at: "groups", page } }),
  group: list,
  narrow: list,
  region: async (press, { region, ...at }) => await list(press, { ...at, only: { region } }),

  async node(press, { group: groupRef, node: nodeRef, page, only }) {
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const node = memberBehind(press, group, nodeRef, page);
    return { route: await nodeRoute(press, group, { node, page, only }) };
  },

  regions: async (press, { group, only }) => ({
    route: { at: "regions", group: await nameOf(press, group), ...inPart(only) },
  }),

  letters: async (press, { group, only }) => ({
    route: { at: "letters", group: await nameOf(press, group), ...inPart(only) },
  }),

  filters: async (press, { group, tap, only }) => ({
    route: { at: "filters", group: await nameOf(press, group), tap, ...inPart(only) },
  }),

  jump: async (press, { group, page, tap, only }) => ({
    route: { at: "jump", group: await nameOf(press, group), page, tap, ...inPart(only) },
  }),

  async askPage(press, action) {
    const { controller, session, t } = press;
    const group = await nameOf(press, action.group);
    const { tap, only } = action;
    return {
      route: {
        at: "ask",
        title: shortName(group, 28),
        prompt: t.list.pagePrompt(pagesIn(session.state, { group, ...inPart(only) })),
        back: listAction({ group: action.group, page: 0, tap }, only),
        deed: { controller, run: async (later, text) => goTo(later, await nameOf(later, action.group), action, text) },
      },
    };
  },

  async sortGroup(press, { group: ref, sort, tap, only }) {
    const group = await nameOf(press, ref);
    press.session.memory.set({ sort: sortOf(sort) });
    press.session.reorder();
    return { route: { at: "group", group, page: 0, tap, ...inPart(only) } };
  },
};
