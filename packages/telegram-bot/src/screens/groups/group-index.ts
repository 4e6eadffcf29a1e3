import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor, inRows } from "../kit/keyboard.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";
import { listAction } from "./list-action.ts";
import { more } from "./narrowed.ts";

/** So many entries fit into one keyboard with room to spare. */
export const shownEntries = 60;

export interface IndexedGroup {
  readonly frame: Frame;
  readonly group: { readonly name: string; readonly ref: string };
  /** Only this part of the list. */
  readonly only?: Narrowing;
}

export interface GroupIndex {
  readonly question: string;
  /** `only`: what an entry cuts the list down to. */
  readonly entries: readonly { readonly label: string; readonly count: number; readonly only: Narrowing }[];
  readonly perRow: number;
}

/** The parts of a group's list: of thousands, those of one part are a few taps away. */
export function groupIndexScreen(
  { frame, group, only: before }: IndexedGroup,
  t: Locale,
  { question, entries, perRow }: GroupIndex,
): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const first = { group: group.ref, page: 0, tap: "u" } as const;
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [html`${entries.length === 0 ? t.group.empty : question}`],
    rows: inRows(
      entries.map(({ label, count, only }) =>
        press(`${label} · ${count}`, { do: "narrow", ...first, only: more(before, only) }),
      ),
      perRow,
    ),
    back: listAction(first, before),
  });
}
