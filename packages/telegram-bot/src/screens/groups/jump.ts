import type { ActionOf } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { layout, type Screen } from "../kit/layout.ts";
import type { IndexedGroup } from "./group-index.ts";
import { inPart, listAction } from "./list-action.ts";

/** More rows would not stand on a phone at once. */
const mostPages = 14;
/** Every so many pages: figures that people count in. */
const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000] as const;

export interface JumpModel extends IndexedGroup {
  readonly tap: "u" | "i";
  /** With what the pages begin, in their order. */
  readonly firsts: readonly string[];
  /** Where the person came from; from 0. */
  readonly page: number;
}

/** Pages from 0 that are spread over all of them: the first, then those with round numbers. */
export function spread(pages: number): readonly number[] {
  const step = steps.find((each) => pages / each <= mostPages) ?? pages;
  const round = Array.from({ length: Math.floor(pages / step) }, (_, index) => (index + 1) * step - 1);
  return [...new Set([0, ...round, pages - 1])];
}

/** Where to in a long list: pages all over it with what they begin with, or a number or a name that the person sends. */
export function jumpScreen({ frame, group, only, tap, firsts, page }: JumpModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const at = { group: group.ref, ...inPart(only) };
  const ask: ActionOf<"askPage"> = { do: "askPage", tap, ...at };
  const pages = spread(firsts.length).map((to) => {
    const label = labelOf(1, `${to === page ? "• " : ""}${to + 1} · `, { name: firsts[to] ?? "" });
    return [press(label, listAction({ group: group.ref, page: to, tap }, only))];
  });
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [html`${t.list.whichPage(page + 1, firsts.length)}`],
    rows: [
      ...pages,
      [press(t.list.askPage, ask)],
      [press(t.group.regions, { do: "regions", ...at }), press(t.group.letters, { do: "letters", ...at })],
    ],
    back: listAction({ group: group.ref, page, tap }, only),
  });
}
