import type { OperationOutput } from "@pointsman/core";
import type { ActionOf } from "../../callback/actions.ts";
import { connectionOrders, type ConnectionsBy, type ConnectionsView } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName, unlinked, visible } from "../../text/name.ts";
import { byteCount, byteRate } from "../../text/units.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, moment, outsideText, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;

export type ConnectionEntry = OperationOutput<"list-connections">["rows"][number] & {
  readonly ref: string;
  /** Bytes per second, both ways; absent: seen once only. */
  readonly rate?: number;
};

export interface ConnectionsModel {
  readonly frame: Frame;
  /** In the order of `view`. */
  readonly connections: readonly ConnectionEntry[];
  readonly total: number;
  /** What was searched for, as people call it. */
  readonly what?: string;
  readonly page: number;
  readonly view: ConnectionsView;
  readonly mayClose: boolean;
}

/** Of an address its end tells devices apart. */
function addressEnd(address: string): string {
  const shown = visible(address);
  return shown.length > 8 ? `…${shown.slice(-6)}` : shown;
}

/** `TV → www.netflix.com · 45.9 MB`, with what the list is sorted by. */
function label(
  { host, device, deviceName, process, upload, download, rate }: ConnectionEntry,
  by: ConnectionsBy,
): string {
  const whose = { name: by === "program" && process !== "" ? process : (deviceName ?? addressEnd(device)) };
  const figure = by === "speed" ? (rate === undefined ? "…" : byteRate(rate)) : byteCount(upload + download);
  return labelOf(1, whose, " → ", { name: host, keeps: "end" }, ` · ${figure}`);
}

function headOf({ total, what }: ConnectionsModel, t: Locale): string {
  if (what === undefined) return total === 0 ? t.connections.none : t.connections.count(total);
  return total === 0 ? t.connections.noneFound : t.connections.fits(unlinked(outsideText(what, 30)), total);
}

/** The order behind this one; by program only where the core knows any. */
function nextOrder(connections: readonly ConnectionEntry[], by: ConnectionsBy): ConnectionsBy {
  const orders: readonly ConnectionsBy[] = connections.some(({ process }) => process !== "")
    ? connectionOrders
    : connectionOrders.filter((order) => order !== "program");
  return orders[(orders.indexOf(by) + 1) % orders.length] ?? "total";
}

/** Who talks to whom. */
export function connectionsScreen(model: ConnectionsModel, t: Locale): Screen {
  const { frame, connections, total, what, page, view, mayClose } = model;
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(connections, page, perPage);
  const list = (to: number, how = view): ActionOf<"connections"> => ({
    do: "connections",
    page: to,
    find: "k",
    view: how,
  });
  const close = what === undefined ? t.connections.closeAll : t.connections.closeThese(total);
  return layout(frame, t, {
    title: t.connections.title,
    body: [html`${headOf(model, t)}`, view.paused ? html`<i>${t.flow.paused}</i>` : undefined],
    rows: [
      ...shown.items.map((one) => [buttons.press(label(one, view.by), { do: "connection", connection: one.ref })]),
      pager(shown, list, buttons, t),
      total > 1
        ? [
            buttons.press(`↕ ${t.flow.short[view.by]}`, list(0, { ...view, by: nextOrder(connections, view.by) })),
            buttons.press(
              view.paused ? t.flow.goOn : t.flow.pause,
              list(shown.page, { ...view, paused: !view.paused }),
            ),
          ]
        : [],
      [
        buttons.press(t.connections.find, { do: "findConnections" }),
        ...(what === undefined
          ? []
          : [buttons.press(t.connections.all, { do: "connections", page: 0, find: "n" } as const)]),
      ],
      mayClose && total > 0 ? [buttons.press(close, { do: "closeListed" }, "danger")] : [],
    ],
    back: { do: "home" },
    refresh: list(shown.page),
  });
}

export interface ConnectionModel {
  readonly frame: Frame;
  readonly connection: ConnectionEntry;
  /** The list that it was shown from. */
  readonly view: ConnectionsView;
  readonly mayClose: boolean;
}

/** One connection: whose it is, where it goes, and its end. */
export function connectionScreen({ frame, connection, view, mayClose }: ConnectionModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { ref, host, port, network, device, deviceName, process, rule, rulePayload, chain } = connection;
  const startedAt = Date.parse(connection.start);
  return layout(frame, t, {
    title: t.connections.title,
    body: [
      codeName(`${host}:${port}`, 80),
      html``,
      html`${t.connections.device}${t.colon}${deviceName === undefined ? "" : `${plainName(deviceName, 24)} · `}${codeName(device, 45)}`,
      process === "" ? undefined : html`${t.connections.process}${t.colon}${codeName(process, 40)}`,
      rule === ""
        ? undefined
        : html`${t.connections.rule}${t.colon}${codeName(rulePayload === "" ? rule : `${rule},${rulePayload}`, 80)}`,
      html`${t.connections.chain}${t.colon}${chain.map((name) => plainName(name, 20)).join(" → ")}`,
      html`${t.connections.moved}${t.colon}↓ ${byteCount(connection.download)} · ↑ ${byteCount(connection.upload)}`,
      html`${t.connections.network}${t.colon}${plainName(network.toUpperCase(), 8)}`,
      Number.isNaN(startedAt) ? undefined : html`${t.connections.since}${t.colon}${moment(startedAt, frame.timeZone)}`,
    ],
    rows: mayClose ? [[press(t.connections.close, { do: "closeConnection", connection: ref }, "danger")]] : [],
    back: { do: "connections", page: 0, find: "k", view },
    refresh: { do: "connection", connection: ref },
  });
}
