import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { listAction } from "./listing.ts";
import { type Button, buttonsFor, inRows } from "../keyboard.ts";
import { codeName, type Frame, layout, type Screen } from "../layout.ts";

export interface NodeModel {
  readonly frame: Frame;
  readonly group: { readonly name: string; readonly ref: string; readonly choosable: boolean };
  readonly node: {
    readonly name: string;
    readonly ref: string;
    readonly type: string;
    readonly delay?: number | null;
    readonly udp: boolean;
    readonly provider?: string;
    readonly current: boolean;
    readonly starred: boolean;
    /** It is a group itself, with this reference. */
    readonly opens?: string;
  };
  readonly page: number;
  /** The list that it was shown from had only these. */
  readonly only?: Narrowing;
  readonly mayAct: boolean;
  /** Opens this screen from anywhere in Telegram. */
  readonly link?: string;
}

/** One node of one group: what is known of it, and what can be done with it. */
export function nodeScreen({ frame, group, node, page, only, mayAct, link }: NodeModel, t: Locale): Screen {
  const { press, copy } = buttonsFor(frame.controller.ref);
  const at = { group: group.ref, node: node.ref };
  const row: Button[] = [];
  if (mayAct && group.choosable && !node.current) row.push(press(t.node.use, { do: "select", ...at, page }, "primary"));
  if (mayAct) row.push(press(t.node.test, { do: "testNode", ...at }));
  const star = node.starred ? t.favourites.unstar : t.favourites.star;
  row.push(press(star, { do: "star", ...at, state: node.starred ? "off" : "on", page }));
  const second: Button[] = [copy(t.node.copy, node.name)];
  if (link !== undefined) second.push(copy(t.node.link, link));
  if (node.opens !== undefined)
    second.push(press(t.node.opens, { do: "group", group: node.opens, page: 0, tap: mayAct ? "u" : "i" }));
  const delay =
    node.delay === undefined ? t.node.untested : node.delay === null ? t.node.failed : t.node.ms(node.delay);
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [
      html`${codeName(node.name, 120)}${node.current ? ` · ✅ ${t.node.current}` : ""}`,
      html``,
      html`${t.node.type}${t.colon}${plainName(node.type, 24)}`,
      html`${t.node.delay}${t.colon}${delay}`,
      html`${t.node.udp}${t.colon}${node.udp ? t.node.yes : t.node.no}`,
      node.provider === undefined ? undefined : html`${t.node.provider}${t.colon}${codeName(node.provider)}`,
    ],
    rows: [row, ...inRows(second, 2)],
    back: listAction({ group: group.ref, page, tap: mayAct ? "u" : "i" }, only),
    refresh: { do: "node", ...at, page },
  });
}
