import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import type { Button, Buttons } from "./keyboard.ts";

export interface PageOf<Item> {
  readonly items: readonly Item[];
  /** From 0, moved to the last page where fewer are left. */
  readonly page: number;
  readonly pages: number;
}

/** One page of a list. Pages past the end show the last one: lists shrink under old buttons. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number): PageOf<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  return { items: items.slice(current * size, (current + 1) * size), page: current, pages };
}

/** So few pages are turned faster than picked. */
const fewPages = 3;

/** `⏮ ◀ 3/12 ▶ ⏭`, or nothing where one page holds all. `jump`: what the middle asks for where there are many pages. */
export function pager(
  { page, pages }: { readonly page: number; readonly pages: number },
  to: (page: number) => Action,
  buttons: Buttons,
  t: Locale,
  jump?: (page: number) => Action,
): Button[] {
  if (pages <= 1) return [];
  const row: Button[] = [];
  if (pages > 2) row.push(buttons.press(t.nav.first, to(0)));
  row.push(buttons.press(t.nav.previous, to((page + pages - 1) % pages)));
  row.push(
    buttons.press(`${page + 1}/${pages}`, jump === undefined || pages <= fewPages ? { do: "label" } : jump(page)),
  );
  row.push(buttons.press(t.nav.next, to((page + 1) % pages)));
  if (pages > 2) row.push(buttons.press(t.nav.last, to(pages - 1)));
  return row;
}
