import type { Locale } from "../../locales/index.ts";
import { shortName } from "../../text/name.ts";
import { groupIndexScreen, type IndexedGroup, shownEntries } from "./group-index.ts";
import type { Screen } from "../kit/layout.ts";

export interface LettersModel extends IndexedGroup {
  /** In the order of an index. */
  readonly letters: readonly { readonly letter: string; readonly count: number }[];
}

/** With what a group's nodes begin. Of too many letters, those with most nodes are shown. */
export function lettersScreen({ letters, ...at }: LettersModel, t: Locale): Screen {
  const least = letters.map(({ count }) => count).toSorted((a, b) => b - a)[shownEntries - 1] ?? 0;
  const shown = letters.filter(({ count }) => count >= least).slice(0, shownEntries);
  return groupIndexScreen(at, t, {
    question: t.group.pickLetter,
    entries: shown.map(({ letter, count }) => ({ label: shortName(letter, 2), count, only: { letter } })),
    perRow: 4,
  });
}
