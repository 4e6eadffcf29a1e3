import type { Action, ActionOf } from "../callback/actions.ts";
import type { Narrowing } from "../callback/field.ts";
import type { Locale } from "../locales/index.ts";
import { type Sort, sorts } from "../state/settings.ts";
import { cellsOf } from "../text/cells.ts";
import { type Html, html } from "../text/html.ts";
import { plainName, shortName, unlinked, visible } from "../text/name.ts";
import { delayMark } from "../text/units.ts";
import { type Button, buttonsFor, inRows } from "./keyboard.ts";
import { labelOf } from "./label.ts";
import { codeName, type Frame, layout, outsideText, type Screen } from "./layout.ts";
import { sortWord } from "./own/settings.ts";
import { pageOf, pager } from "./paging.ts";
import { regionLabel } from "./regions.ts";
import { type UndoModel, undoButton } from "./undo-button.ts";

/** Names up to so many cells stand two in a row. */
const shortCells = 10;
/** So many names decide about the columns, so that paging stays the same on every page of a long list. */
const sample = 24;
const infoShown = 5;
/** More would keep people waiting for the fastest. */
const mostForBest = 300;

export interface NodeEntry {
  readonly name: string;
  readonly ref: string;
  /** ms; null: the last test failed; absent: never tested. */
  readonly delay?: number | null;
  /** Something of the core's own such as DIRECT, which nobody tests. */
  readonly builtin?: true;
  /** A group among the members, whose delay is another node's. */
  readonly group?: true;
}

export interface GroupModel {
  readonly frame: Frame;
  readonly group: {
    readonly name: string;
    readonly ref: string;
    readonly type: string;
    readonly now?: string;
    /** An automatic group is held at this node. */
    readonly pinned?: string;
    /** The core takes a choice for this kind of group. */
    readonly choosable: boolean;
  };
  /** Members in the order of `sort`, without the subscription's pseudo-nodes. */
  readonly nodes: readonly NodeEntry[];
  /** The pseudo-nodes' texts ("剩余流量：99 GB"). */
  readonly info: readonly string[];
  readonly page: number;
  /** Only these are listed. */
  readonly only?: Narrowing;
  /** How many there are in all. */
  readonly all: number;
  readonly sort: Sort;
  /** Rows of nodes on a page. */
  readonly pageSize: number;
  /** `u`: a tap switches; `i`: a tap shows. */
  readonly tap: "u" | "i";
  readonly mayAct: boolean;
  readonly undo?: UndoModel;
  /** How long its node took was recorded, and can be drawn. */
  readonly hasCharts?: boolean;
}

/** How many nodes of this list stand on one page. */
export function nodesPerPage(names: readonly string[], rows: number): { columns: 1 | 2; size: number } {
  const short = names.slice(0, sample).every((name) => cellsOf(visible(name)) <= shortCells);
  return short ? { columns: 2, size: rows * 2 } : { columns: 1, size: rows };
}

function tested(nodes: readonly NodeEntry[], t: Locale): string {
  const alive = nodes.filter((node) => typeof node.delay === "number").length;
  return nodes.every((node) => node.delay === undefined)
    ? t.group.untested(nodes.length)
    : t.group.nodes(alive, nodes.length);
}

function hint({ group, mayAct, tap }: GroupModel, t: Locale): string {
  if (!group.choosable) return t.group.noChoice;
  if (!mayAct) return t.group.lookOnly;
  return tap === "u" ? t.group.tapUse : t.group.tapInfo;
}

function body(model: GroupModel, t: Locale): (Html | undefined)[] {
  const { group, nodes, info } = model;
  const now = group.now === undefined ? undefined : nodes.find((node) => node.name === group.now);
  const delay = now?.delay === undefined ? "" : ` · ${now.delay === null ? delayMark(null) : t.node.ms(now.delay)}`;
  const pinned = group.pinned === undefined ? "" : ` · 📌 ${t.group.pinned}`;
  return [
    group.now === undefined ? undefined : html`${t.group.now}${t.colon}${codeName(group.now)}${delay}${pinned}`,
    html`<i>${group.type}${t.group.type[group.type] === undefined ? "" : ` – ${t.group.type[group.type] ?? ""}`}</i>`,
    nodes.length === 0
      ? html`${model.only === undefined ? t.group.empty : t.group.noneFits}`
      : html`${tested(nodes, t)}`,
    info.length === 0
      ? undefined
      : html`<blockquote>${t.group.info}\n${info
          .slice(0, infoShown)
          .map((text) => unlinked(outsideText(text, 40)))
          .join("\n")}</blockquote>`,
    html`${hint(model, t)}`,
  ];
}

type ListPlace = Omit<ActionOf<"group">, "do">;

/** Leads to a page of a group's list, or of the part of it that is shown. */
export function listAction(at: ListPlace, only: Narrowing | undefined): Action {
  return only === undefined ? { do: "group", ...at } : { do: "narrow", ...at, only };
}

function pageAction({ group, only, tap }: GroupModel, page: number, how = tap): Action {
  return listAction({ group: group.ref, page, tap: how }, only);
}

function actions(model: GroupModel, t: Locale): Button[][] {
  const { group, mayAct, tap } = model;
  const buttons = buttonsFor(model.frame.controller.ref);
  const row: Button[] = [];
  if (mayAct && model.nodes.length > 0) row.push(buttons.press(t.group.test, { do: "testGroup", group: group.ref }));
  const best = bestOf(model);
  if (best !== undefined) row.push(buttons.press(t.group.best, best));
  if (mayAct && group.choosable) {
    const other = tap === "u" ? "i" : "u";
    row.push(buttons.press(tap === "u" ? t.group.toInfo : t.group.toUse, pageAction(model, model.page, other)));
  }
  if (model.hasCharts === true)
    row.push(buttons.press(t.charts.button, { do: "chartGroup", group: group.ref, range: "24h", where: "s" }));
  return [
    model.undo === undefined ? [] : [undoButton(model.undo, buttons, t)],
    mayAct && group.pinned !== undefined
      ? [buttons.press(t.group.unpin, { do: "release", group: group.ref, page: model.page })]
      : [],
    ...inRows(row, row.length > 3 ? 2 : 3),
    ...listing(model, t),
  ];
}

/** Switches to the fastest of the group or of the region that is shown. */
function bestOf({ group, mayAct, nodes, all, only }: GroupModel): Action | undefined {
  const { region = "--", letter } = only ?? {};
  const isPlace = only?.region === undefined || region !== "--";
  const count = only?.region === undefined ? all : nodes.length;
  const candidates = nodes.filter(({ builtin, group: inner }) => builtin === undefined && inner === undefined);
  if (!mayAct || !group.choosable || !isPlace || letter !== undefined || candidates.length < 2 || count > mostForBest)
    return undefined;
  return { do: "selectBest", group: group.ref, region };
}

/** The same part with those that do not answer as well, or without them. */
function aliveToggled({ alive, ...others }: Narrowing): Narrowing | undefined {
  if (alive === undefined) return { ...others, alive: true };
  return Object.keys(others).length === 0 ? undefined : others;
}

/** What arranges the list and picks a part of it, where it is long enough to want that. */
function listing({ frame, group, nodes, only, all, sort, tap, pageSize }: GroupModel, t: Locale): Button[][] {
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
function above({ group, only, tap }: GroupModel): Action {
  if (only === undefined) return { do: "groups", page: 0 };
  if (only.region !== undefined) return { do: "regions", group: group.ref };
  return only.letter === undefined
    ? { do: "group", group: group.ref, page: 0, tap }
    : { do: "letters", group: group.ref };
}

/** `Proxy · 🇭🇰 HK` */
function titleOf({ group, only }: GroupModel, t: Locale): string {
  const parts = [
    only?.region === undefined ? undefined : regionLabel(only.region),
    only?.letter === undefined ? undefined : shortName(only.letter, 2),
    only?.alive === undefined ? undefined : t.group.answering,
  ];
  return [plainName(group.name, 28), ...parts.filter((part) => part !== undefined)].join(" · ");
}

/** `✅ 🇭🇰 HK 01 · 45`; where two in a row are tight, the dot goes before the name is cut. */
function nodeLabel({ name, delay, builtin }: NodeEntry, active: boolean, columns: 1 | 2): string {
  const parts = [active ? "✅ " : "", { name }] as const;
  if (builtin === true) return labelOf(columns, ...parts);
  const whole = labelOf(columns, ...parts, ` · ${delayMark(delay)}`);
  return whole.includes("…") ? labelOf(columns, ...parts, ` ${delayMark(delay)}`) : whole;
}

/** One group: what it uses, its nodes page by page, the way back from the last switch. */
export function groupScreen(model: GroupModel, t: Locale): Screen {
  const { group, nodes } = model;
  const buttons = buttonsFor(model.frame.controller.ref);
  const { columns, size } = nodesPerPage(
    nodes.map((node) => node.name),
    model.pageSize,
  );
  const shown = pageOf(nodes, model.page, size);
  const switches = model.tap === "u" && group.choosable && model.mayAct;
  const label = (node: NodeEntry): Button => {
    const active = node.name === group.now;
    const text = nodeLabel(node, active, columns);
    const opens = { group: group.ref, node: node.ref, page: shown.page };
    // A second tap on the node in use shows it: there is nothing to switch.
    const action = switches && !active ? ({ do: "select", ...opens } as const) : ({ do: "node", ...opens } as const);
    return buttons.press(text, action, active ? "success" : undefined);
  };
  return layout(model.frame, t, {
    title: titleOf(model, t),
    body: body(model, t),
    rows: [
      ...inRows(shown.items.map(label), columns),
      pager(shown, (page) => pageAction(model, page), buttons, t),
      ...actions(model, t),
    ],
    back: above(model),
    refresh: pageAction(model, shown.page),
  });
}
