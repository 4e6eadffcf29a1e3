import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { sorts } from "../../state/settings.ts";
import { plainName, unlinked } from "../../text/name.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { sortWord } from "../own/settings.ts";
import type { GroupModel } from "./group-model.ts";
import { inPart, listAction } from "./list-action.ts";
import { less, partWords, toggled } from "./narrowed.ts";

/** Leads to that page of the same list. */
export function pageAction({ group, only, tap }: GroupModel, page: number, how = tap): Action {
  return listAction({ group: group.ref, page, tap: how }, only);
}

/** What arranges the list and picks a part of it, where it is long enough to want that. */
export function listing(model: GroupModel, t: Locale): Button[][] {
  const { frame, group, nodes, only, all, sort, tap, pageSize } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const next = sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? "config";
  const at = { group: group.ref, ...inPart(only) };
  const how: Button[] = [];
  if (all >= 3)
    how.push(press(`↕ ${t.settings.sortShort[sort]}`, { do: "sortGroup", ...at, sort: sortWord(next), tap }));
  const isTested = nodes.some(({ delay }) => delay !== undefined);
  if (only?.alive === true || (all > pageSize && isTested)) {
    const tick = only?.alive === true ? "☑" : "☐";
    const other = listAction({ group: group.ref, page: 0, tap }, toggled(only, { alive: true }));
    how.push(press(`${tick} ${t.group.answering}`, other));
  }
  if (all > pageSize) how.push(press(t.list.filter, { do: "filters", ...at, tap }));
  if (all <= 2 * pageSize) return [how];
  return [how, [press(t.group.regions, { do: "regions", ...at }), press(t.group.letters, { do: "letters", ...at })]];
}

/** Where Back leads: to what the part was picked from, or to the whole list. */
export function above({ group, only, tap }: GroupModel): Action {
  if (only === undefined) return { do: "groups", page: 0 };
  const { region, letter, ...others } = only;
  if (region !== undefined) return { do: "regions", group: group.ref, ...inPart(less(only, "region")) };
  if (letter !== undefined) return { do: "letters", group: group.ref, ...inPart(less(only, "letter")) };
  return Object.keys(others).some((what) => what !== "alive")
    ? { do: "filters", group: group.ref, tap, only }
    : { do: "group", group: group.ref, page: 0, tap };
}

/** `Proxy · 🇭🇰 HK` */
export function titleOf({ group, only, names }: GroupModel, t: Locale): string {
  return [plainName(group.name, 28), ...partWords(only, names ?? {}, t).map(unlinked)].join(" · ");
}
