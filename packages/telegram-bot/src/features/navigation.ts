import { mayTouch } from "../model/rights.ts";
import type { ActionOf } from "../callback/actions.ts";
import {
  freshPicture,
  groupBehind,
  type Handlers,
  memberBehind,
  narrowingNow,
  type PressContext,
  type PressResult,
} from "./press.ts";

type Navigation = Pick<
  Handlers,
  | "home"
  | "help"
  | "status"
  | "groups"
  | "group"
  | "node"
  | "regions"
  | "region"
  | "letters"
  | "narrow"
  | "tests"
  | "dns"
  | "mode"
  | "controllers"
  | "useController"
  | "found"
  | "more"
  | "label"
>;

/** A part of a group's list. */
async function part(
  press: PressContext,
  { group: ref, page, tap, only }: Pick<ActionOf<"narrow">, "group" | "page" | "tap" | "only">,
): Promise<PressResult> {
  const group = groupBehind(press, await freshPicture(press), ref);
  const shown = mayTouch(press.session.state.person, group.name) ? tap : "i";
  return { route: { at: "group", group: group.name, page, tap: shown, only } };
}

/** Presses that only lead to a screen. */
export const navigation: Navigation = {
  home: () => ({ route: { at: "home" } }),
  help: () => ({ route: { at: "help" } }),
  status: () => ({ route: { at: "status" } }),
  groups: (_, { page }) => ({ route: { at: "groups", page } }),
  async group(press, { group: ref, page, tap }) {
    const group = groupBehind(press, await freshPicture(press), ref);
    // Who may not switch this group gets it to look at.
    const shown = mayTouch(press.session.state.person, group.name) ? tap : "i";
    return { route: { at: "group", group: group.name, page, tap: shown } };
  },
  async regions(press, { group: ref }) {
    const group = groupBehind(press, await freshPicture(press), ref);
    return { route: { at: "regions", group: group.name } };
  },
  region: async (press, { region, ...at }) => await part(press, { ...at, only: { region } }),
  async letters(press, { group: ref }) {
    const group = groupBehind(press, await freshPicture(press), ref);
    return { route: { at: "letters", group: group.name } };
  },
  narrow: async (press, at) => await part(press, at),
  async node(press, { group: groupRef, node: nodeRef, page }) {
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const node = memberBehind(press, group, nodeRef, page);
    return { route: { at: "node", group: group.name, node, page, ...narrowingNow(press, group.name) } };
  },
  tests: ({ session }, { page }) =>
    session.state.job?.state === "running" && session.state.job.controllerId === session.state.controller.id
      ? { route: { at: "test" } }
      : { route: { at: "tests", page } },
  dns({ session }) {
    session.update({ lookup: undefined });
    return { route: { at: "dns", asking: false } };
  },
  mode: () => ({ route: { at: "mode" } }),
  controllers: () => ({ route: { at: "controllers" } }),
  useController: ({ controller, t }) => ({ route: { at: "home" }, toast: t.controllers.using(controller.id) }),
  found: ({ session, t }, { page }) =>
    session.state.search === undefined
      ? { route: { at: "home" }, toast: t.found.forgotten }
      : { route: { at: "found", page } },
  more: () => ({ route: { at: "more" } }),
  label: () => ({}),
};
