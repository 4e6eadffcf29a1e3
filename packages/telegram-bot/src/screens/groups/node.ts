import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { delayBars } from "../../text/units.ts";
import { inPart, listAction } from "./list-action.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { codeName, type Frame, layout, moment, type Screen } from "../kit/layout.ts";

/** What the core tells of a node when it is asked for that one alone. */
export interface NodeDetails {
  /** ms, the latest last; null: that test failed. */
  readonly tests: readonly (number | null)[];
  /** What its config switched on, as the config calls it: `xudp`, `tfo`. */
  readonly flags: readonly string[];
  /** Another node or group that it is reached through. */
  readonly through?: string;
}

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
    /** When it was last tested; Unix time in ms. */
    readonly testedAt?: number;
    /** It is a group itself, with this reference. */
    readonly opens?: string;
  };
  /** Absent: it could not be read. */
  readonly details?: NodeDetails;
  readonly page: number;
  /** The list that it was shown from had only these. */
  readonly only?: Narrowing;
  readonly mayAct: boolean;
  /** Opens this screen from anywhere in Telegram. */
  readonly link?: string;
}

/** `History: ▁▂✖ 45–90 ms`; one test is no history. */
function history(tests: readonly (number | null)[], t: Locale): Html | undefined {
  const answered = tests.filter((delay) => delay !== null);
  if (tests.length < 2) return undefined;
  const range = answered.length === 0 ? t.node.failed : t.list.range(Math.min(...answered), Math.max(...answered));
  return html`${t.list.history}${t.colon}<code>${delayBars(tests)}</code> ${range}`;
}

/** What is known of it, line by line. */
function facts({ frame, node, details }: NodeModel, t: Locale): (Html | undefined)[] {
  const { delay, testedAt, provider } = node;
  const outcome = delay === undefined ? t.node.untested : delay === null ? t.node.failed : t.node.ms(delay);
  const when = testedAt === undefined || delay === undefined ? "" : html` · ${moment(testedAt, frame.timeZone)}`;
  const flags = (details?.flags ?? []).map((flag) => ` · ${flag}`).join("");
  return [
    html`${t.node.type}${t.colon}${plainName(node.type, 24)}`,
    html`${t.node.delay}${t.colon}${outcome}${when}`,
    history(details?.tests ?? [], t),
    html`${t.node.udp}${t.colon}${node.udp ? t.node.yes : t.node.no}${flags}`,
    details?.through === undefined ? undefined : html`${t.list.through}${t.colon}${codeName(details.through)}`,
    provider === undefined ? undefined : html`${t.node.provider}${t.colon}${codeName(provider)}`,
  ];
}

/** One node of one group: what is known of it, and what can be done with it. */
export function nodeScreen(model: NodeModel, t: Locale): Screen {
  const { frame, group, node, page, only, mayAct, link } = model;
  const { press, copy } = buttonsFor(frame.controller.ref);
  const at = { group: group.ref, node: node.ref };
  const row: Button[] = [];
  if (mayAct && group.choosable && !node.current)
    row.push(press(t.node.use, { do: "select", ...at, page, ...inPart(only) }, "primary"));
  if (mayAct) row.push(press(t.node.test, { do: "testNode", ...at }));
  const star = node.starred ? t.favourites.unstar : t.favourites.star;
  row.push(press(star, { do: "star", ...at, state: node.starred ? "off" : "on", page, ...inPart(only) }));
  const second: Button[] = [copy(t.node.copy, node.name)];
  if (link !== undefined) second.push(copy(t.node.link, link));
  if (node.opens !== undefined)
    second.push(press(t.node.opens, { do: "group", group: node.opens, page: 0, tap: mayAct ? "u" : "i" }));
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [
      html`${codeName(node.name, 120)}${node.current ? ` · ✅ ${t.node.current}` : ""}`,
      html``,
      ...facts(model, t),
    ],
    rows: [row, ...inRows(second, 2)],
    back: listAction({ group: group.ref, page, tap: mayAct ? "u" : "i" }, only),
    refresh: { do: "node", ...at, page, ...inPart(only) },
  });
}
