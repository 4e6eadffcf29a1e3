import type { ActionOf } from "../../callback/actions.ts";
import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { type Sort, sorts } from "../../state/settings.ts";
import { html } from "../../text/html.ts";
import { plainName, shortName } from "../../text/name.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { layout, type Screen } from "../kit/layout.ts";
import { sortWord } from "../own/settings.ts";
import type { IndexedGroup } from "./group-index.ts";
import { inPart, listAction } from "./list-action.ts";
import { less, providerWord, toggled } from "./narrowed.ts";
import { regionLabel } from "./region-label.ts";

/** Of more, those that most nodes have are shown. */
const wordsShown = 12;

interface Word {
  readonly ref: string;
  readonly word: string;
  readonly count: number;
}

export interface FiltersModel extends IndexedGroup {
  readonly tap: "u" | "i";
  readonly sort: Sort;
  /** So many nodes fit, of so many. */
  readonly left: number;
  readonly all: number;
  /** The commonest first; `word` is "" for the config itself. */
  readonly providers: readonly Word[];
  readonly protocols: readonly Word[];
  /** Traffic through some nodes counts more than once. */
  readonly isPriced: boolean;
  /** This chat has starred some of them. */
  readonly hasStars: boolean;
}

function ticked(isOn: boolean, label: string): string {
  return `${isOn ? "☑" : "☐"} ${label}`;
}

/** Chips for one kind of word; one alone tells nothing apart. */
function wordChips(
  { only }: FiltersModel,
  kind: "provider" | "protocol",
  words: readonly Word[],
  chip: (isOn: boolean, label: string, wanted: Narrowing) => Button,
  called: (word: string) => string,
): Button[] {
  if (words.length < 2 && only?.[kind] === undefined) return [];
  return words.slice(0, wordsShown).map(({ ref, word, count }) => {
    const isOn = only?.[kind] === ref;
    return chip(isOn, labelOf(2, `${isOn ? "☑" : "☐"} `, { name: called(word) }, ` · ${count}`), { [kind]: ref });
  });
}

/** All by which a group's list can be cut down and ordered; every press says at once how many nodes are left. */
export function filtersScreen(model: FiltersModel, t: Locale): Screen {
  const { frame, group, only, tap, sort, left, all } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const here = (wanted: Narrowing | undefined): ActionOf<"filters"> => ({
    do: "filters",
    group: group.ref,
    tap,
    ...inPart(wanted),
  });
  const chip = (isOn: boolean, label: string, wanted: Narrowing): Button =>
    press(label, here(toggled(only, wanted)), isOn ? "success" : undefined);
  const flag = (what: "alive" | "cheap" | "starred", label: string): Button =>
    chip(only?.[what] === true, ticked(only?.[what] === true, label), { [what]: true });
  const flags: Button[] = [flag("alive", t.group.answering)];
  if (model.isPriced || only?.cheap === true) flags.push(flag("cheap", t.list.cheap));
  if (model.hasStars || only?.starred === true) flags.push(flag("starred", "⭐"));
  const index = (what: "region" | "letter", label: string, picked: string | undefined): Button =>
    picked === undefined
      ? press(label, { do: what === "region" ? "regions" : "letters", group: group.ref, ...inPart(only) })
      : press(ticked(true, picked), here(less(only, what)), "success");
  const start = { group: group.ref, page: 0, tap } as const;
  return layout(frame, t, {
    title: `${plainName(group.name, 28)} · ${t.list.filters}`,
    body: [html`${t.list.left(left, all)}`],
    rows: [
      [press(t.list.show(left), listAction(start, only), "primary")],
      ...inRows(
        sorts.map((one) =>
          press(`${one === sort ? "• " : ""}${t.settings.sortShort[one]}`, {
            do: "sortGroup",
            group: group.ref,
            sort: sortWord(one),
            tap,
            ...inPart(only),
          }),
        ),
        2,
      ),
      flags,
      [
        index("region", t.group.regions, only?.region === undefined ? undefined : regionLabel(only.region)),
        index("letter", t.group.letters, only?.letter === undefined ? undefined : shortName(only.letter, 2)),
      ],
      ...inRows(
        wordChips(model, "provider", model.providers, chip, (word) => `📦 ${providerWord(word, t)}`),
        2,
      ),
      ...inRows(
        wordChips(model, "protocol", model.protocols, chip, (word) => word),
        2,
      ),
      [press(t.list.askPage, { do: "askPage", group: group.ref, tap, ...inPart(only) })],
      only === undefined ? [] : [press(t.list.noFilter, here(undefined))],
    ],
    back: listAction(start, only),
  });
}
