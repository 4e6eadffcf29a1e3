import type { Action, ActionOf } from "../../callback/actions.ts";
import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { sorts } from "../../state/settings.ts";
import { plainName, shortName } from "../../text/name.ts";
import { type Button, buttonsFor } from "../keyboard.ts";
import { sortWord } from "../own/settings.ts";
import type { GroupModel } from "./group-model.ts";
import { regionLabel } from "./regions.ts";

type ListPlace = Omit<ActionOf<"group">, "do">;

/** Leads to a page of a group's list, or of the part of it that is shown. */
export function listAction(at: ListPlace, only: Narrowing | undefined): Action {
  return only === undefined ? { do: "group", ...at } : { do: "narrow", ...at, only };
}

export function pageAction({ group, only, tap }: GroupModel, page: number, how = tap): Action {
  return listAction({ group: group.ref, page, tap: how }, only);
}

/** The same part with those that do not answer as well, or without them. */
function aliveToggled({ alive, ...others }: Narrowing): Narrowing | undefined {
  if (alive === undefined) return { ...others, alive: true };
  return Object.keys(others).length === 0 ? undefined : others;
}

/** What arranges the list and picks a part of it, where it is long enough to want that. */
export function listing({ frame, group, nodes, only, all, sort, tap, pageSize }: GroupModel, t: Locale): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  const next = sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? "config";
  const how: Button[] = [];
  if (only === undefined && all >= 3)
    how.push(
      press(`↕ ${t.settings.sortShort[sort]}`, { do: "sortGroup", group: group.ref, sort: sortWord(next), tap }),
    );
  const isTested = nodes.some(({ delay }) => delay !== undefined);
  if (only?.alive === true || (all > pageSize && isTested)) {
    const tick = only?.alive === true ? "☑" : "☐";
    const toggled = listAction({ group: group.ref, page: 0, tap }, aliveToggled(only ?? {}));
    how.push(press(`${tick} ${t.group.answering}`, toggled));
  }
  if (all <= 2 * pageSize) return [how];
  const indexes = [
    press(t.group.regions, { do: "regions", group: group.ref }),
    press(t.group.letters, { do: "letters", group: group.ref }),
  ];
  return [how, indexes];
}

/** Where Back leads: to the index that the part was picked from, or to the whole list. */
export function above({ group, only, tap }: GroupModel): Action {
  if (only === undefined) return { do: "groups", page: 0 };
  if (only.region !== undefined) return { do: "regions", group: group.ref };
  return only.letter === undefined
    ? { do: "group", group: group.ref, page: 0, tap }
    : { do: "letters", group: group.ref };
}

/** `Proxy · 🇭🇰 HK` */
export function titleOf({ group, only }: GroupModel, t: Locale): string {
  const parts = [
    only?.region === undefined ? undefined : regionLabel(only.region),
    only?.letter === undefined ? undefined : shortName(only.letter, 2),
    only?.alive === undefined ? undefined : t.group.answering,
  ];
  return [plainName(group.name, 28), ...parts.filter((part) => part !== undefined)].join(" · ");
}
