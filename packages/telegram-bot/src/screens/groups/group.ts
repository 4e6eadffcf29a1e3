import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { delayMark } from "../../text/units.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, layout, moment, outsideText, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";
import { keepButton, undoButton } from "../kit/undo-button.ts";
import type { GroupModel, NodeEntry } from "./group-model.ts";
import { inPart } from "./list-action.ts";
import { above, listing, pageAction, titleOf } from "./listing.ts";
import { nodeLabel, nodesPerPage } from "./node-label.ts";

const infoShown = 5;
/** More would keep people waiting for the fastest. */
const mostForBest = 300;

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
      : html`${tested(nodes, t)}${group.testedAt === undefined ? "" : html` · ${moment(group.testedAt, model.frame.timeZone)}`}`,
    info.length === 0
      ? undefined
      : html`<blockquote>${t.group.info}\n${info
          .slice(0, infoShown)
          .map((text) => unlinked(outsideText(text, 40)))
          .join("\n")}</blockquote>`,
    html`${(model.maybe ?? []).length > 0 ? t.list.maybe : hint(model, t)}`,
  ];
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
    model.keep === undefined ? [] : [keepButton(model.keep, buttons, t)],
    model.undo === undefined ? [] : [undoButton(model.undo, buttons, t)],
    mayAct && group.pinned !== undefined
      ? [buttons.press(t.group.unpin, { do: "release", group: group.ref, page: model.page, ...inPart(model.only) })]
      : [],
    ...inRows(row, row.length > 3 ? 2 : 3),
    ...listing(model, t),
  ];
}

/** Switches to the fastest of the group or of the region that is shown. */
function bestOf({ group, mayAct, nodes, all, only }: GroupModel): Action | undefined {
  const { region = "--", alive: _, ...others } = only ?? {};
  const isPlace = (only?.region === undefined || region !== "--") && Object.keys(others).length === 0;
  const count = only?.region === undefined ? all : nodes.length;
  const candidates = nodes.filter(({ builtin, group: inner }) => builtin === undefined && inner === undefined);
  if (!mayAct || !group.choosable || !isPlace || candidates.length < 2 || count > mostForBest) return undefined;
  return { do: "selectBest", group: group.ref, region, ...inPart(only) };
}

/** To look at, and to switch to from there: a guess is never acted upon by itself. */
function maybeRows({ frame, group, maybe = [], page, only }: GroupModel): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  return maybe.map((node) => [
    press(labelOf(1, "❔ ", node), { do: "node", group: group.ref, node: node.ref, page, ...inPart(only) }),
  ]);
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
    const opens = { group: group.ref, node: node.ref, page: shown.page, ...inPart(model.only) };
    // A second tap on the node in use shows it: there is nothing to switch.
    const action = switches && !active ? ({ do: "select", ...opens } as const) : ({ do: "node", ...opens } as const);
    return buttons.press(text, action, active ? "success" : undefined);
  };
  return layout(model.frame, t, {
    title: titleOf(model, t),
    body: body(model, t),
    rows: [
      ...maybeRows(model),
      ...inRows(shown.items.map(label), columns),
      pager(
        shown,
        (page) => pageAction(model, page),
        buttons,
        t,
        (page) => ({
          do: "jump",
          group: group.ref,
          page,
          tap: model.tap,
          ...inPart(model.only),
        }),
      ),
      ...actions(model, t),
    ],
    back: above(model),
    refresh: pageAction(model, shown.page),
  });
}
