import type { OperationOutput } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName, unlinked, visible } from "../../text/name.ts";
import { byteCount } from "../../text/units.ts";
import { buttonsFor } from "../keyboard.ts";
import { labelOf } from "../label.ts";
import { codeName, type Frame, layout, moment, outsideText, type Screen } from "../layout.ts";
import { pageOf, pager } from "../paging.ts";

const perPage = 8;

export type ConnectionEntry = OperationOutput<"list-connections">["rows"][number] & { readonly ref: string };

export interface ConnectionsModel {
  readonly frame: Frame;
  /** The heaviest first. */
  readonly connections: readonly ConnectionEntry[];
  readonly total: number;
  /** What was searched for, as people call it. */
  readonly what?: string;
  readonly page: number;
  readonly mayClose: boolean;
}

/** Of an address its end tells devices apart. */
function addressEnd(address: string): string {
  const shown = visible(address);
  return shown.length > 8 ? `…${shown.slice(-6)}` : shown;
}

function label({ host, device, deviceName, upload, download }: ConnectionEntry): string {
  const whose = { name: deviceName ?? addressEnd(device) };
  return labelOf(1, whose, " → ", { name: host, keeps: "end" }, ` · ${byteCount(upload + download)}`);
}

function headOf({ total, what }: ConnectionsModel, t: Locale): string {
  if (what === undefined) return total === 0 ? t.connections.none : t.connections.count(total);
  return total === 0 ? t.connections.noneFound : t.connections.fits(unlinked(outsideText(what, 30)), total);
}

/** Who talks to whom, the heaviest first. */
export function connectionsScreen(model: ConnectionsModel, t: Locale): Screen {
  const { frame, connections, total, what, page, mayClose } = model;
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(connections, page, perPage);
  const close = what === undefined ? t.connections.closeAll : t.connections.closeThese(total);
  return layout(frame, t, {
    title: t.connections.title,
    body: [html`${headOf(model, t)}`],
    rows: [
      ...shown.items.map((one) => [buttons.press(label(one), { do: "connection", connection: one.ref })]),
      pager(shown, (to) => ({ do: "connections", page: to, find: "k" }), buttons, t),
      [
        buttons.press(t.connections.find, { do: "findConnections" }),
        ...(what === undefined
          ? []
          : [buttons.press(t.connections.all, { do: "connections", page: 0, find: "n" } as const)]),
      ],
      mayClose && total > 0 ? [buttons.press(close, { do: "closeListed" }, "danger")] : [],
    ],
    back: { do: "home" },
    refresh: { do: "connections", page: shown.page, find: "k" },
  });
}

export interface ConnectionModel {
  readonly frame: Frame;
  readonly connection: ConnectionEntry;
  readonly mayClose: boolean;
}

/** One connection: whose it is, where it goes, and its end. */
export function connectionScreen({ frame, connection, mayClose }: ConnectionModel, t: Locale): Screen {
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
    back: { do: "connections", page: 0, find: "k" },
    refresh: { do: "connection", connection: ref },
  });
}
