import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { plainName, shortName } from "../text/name.ts";
import { buttonsFor, inRows } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

/** So many letters fit into one keyboard with room to spare; of more, those with most nodes are shown. */
const shownLetters = 60;

export interface LettersModel {
  readonly frame: Frame;
  readonly group: { readonly name: string; readonly ref: string };
  /** In the order of an index. */
  readonly letters: readonly { readonly letter: string; readonly count: number }[];
}

/** With what a group's nodes begin: of thousands, one letter's are a few taps away. */
export function lettersScreen({ frame, group, letters }: LettersModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const least = letters.map(({ count }) => count).toSorted((a, b) => b - a)[shownLetters - 1] ?? 0;
  const shown = letters.filter(({ count }) => count >= least).slice(0, shownLetters);
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [html`${letters.length === 0 ? t.group.empty : t.group.pickLetter}`],
    rows: inRows(
      shown.map(({ letter, count }) =>
        press(`${shortName(letter, 2)} · ${count}`, {
          do: "narrow",
          group: group.ref,
          page: 0,
          tap: "u",
          only: { letter },
        }),
      ),
      4,
    ),
    back: { do: "group", group: group.ref, page: 0, tap: "u" },
  });
}
