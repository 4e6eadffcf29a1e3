import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { visible } from "../../text/name.ts";
import { delayMark } from "../../text/units.ts";
import type { GroupLine } from "../home.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

export const groupsPerPage = 10;

export interface GroupEntry extends GroupLine {
  readonly ref: string;
  readonly type: string;
}

export interface GroupsModel {
  readonly frame: Frame;
  /** In the config's order, hidden ones left out. */
  readonly groups: readonly GroupEntry[];
  readonly page: number;
}

const icons: Readonly<Record<string, string>> = {
  Selector: "👆",
  URLTest: "⚡",
  Fallback: "🛟",
  LoadBalance: "⚖️",
  Relay: "⛓",
  Smart: "🧠",
};

const startsWithPicture = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u;

/** `👆 Streaming → HK 01 · 45`. A name that brings its own picture needs none of ours. */
export function groupLabel({ name, type, now, delay }: GroupEntry): string {
  const icon = startsWithPicture.test(visible(name)) ? "" : `${icons[type] ?? "▫"} `;
  const mark = delay === undefined ? "" : ` · ${delayMark(delay)}`;
  return now === undefined ? labelOf(1, icon, { name }, mark) : labelOf(1, icon, { name }, " → ", { name: now }, mark);
}

function pickList(
  model: GroupsModel,
  t: Locale,
  own: { title: string; pick: string; first: Button[]; open: (ref: string) => Action; list: (page: number) => Action },
): Screen {
  const buttons = buttonsFor(model.frame.controller.ref);
  const shown = pageOf(model.groups, model.page, groupsPerPage);
  return layout(model.frame, t, {
    title: own.title,
    body: [html`${model.groups.length === 0 ? t.groups.none : own.pick}`],
    rows: [
      own.first,
      ...shown.items.map((group) => [buttons.press(groupLabel(group), own.open(group.ref))]),
      pager(shown, own.list, buttons, t),
    ],
    back: { do: "home" },
    refresh: own.list(shown.page),
  });
}

/** One button per group, to open it. */
export function groupsScreen(model: GroupsModel & { readonly mayAct: boolean }, t: Locale): Screen {
  return pickList(model, t, {
    title: t.groups.title,
    pick: t.groups.pick,
    first:
      model.groups.length === 0
        ? []
        : [buttonsFor(model.frame.controller.ref).press(t.favourites.button, { do: "favourites" })],
    open: (group) => ({ do: "group", group, page: 0, tap: model.mayAct ? "u" : "i" }),
    list: (page) => ({ do: "groups", page }),
  });
}

/** One button per group, to test it, and one for what is in use in all of them. */
export function testsScreen(model: GroupsModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  return pickList(model, t, {
    title: t.test.title,
    pick: t.test.pick,
    first: model.groups.length === 0 ? [] : [press(t.test.current, { do: "testCurrent" }, "primary")],
    open: (group) => ({ do: "testGroup", group }),
    list: (page) => ({ do: "tests", page }),
  });
}
