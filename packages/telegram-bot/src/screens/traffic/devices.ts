import type { OperationOutput } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { column } from "../../text/cells.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName, visible } from "../../text/name.ts";
import { byteCount, byteRate } from "../../text/units.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, moment, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;
/** Display cells of the table's columns, 32 together with the gaps between them. */
const nameCells = 12;
const amountCells = 9;

export type DeviceEntry = OperationOutput<"list-devices">["rows"][number] & { readonly ref: string };

export interface DevicesModel {
  readonly frame: Frame;
  /** The busiest first. */
  readonly devices: readonly DeviceEntry[];
  readonly page: number;
  /** Who used how much was counted, and can be drawn. */
  readonly hasCharts?: boolean;
}

interface Moved {
  readonly upload: number;
  readonly download: number;
}

/** What people call it, or its address. */
export function deviceLabel({ name, addresses, key }: Pick<DeviceEntry, "name" | "addresses" | "key">): string {
  return name ?? addresses[0] ?? key;
}

function sum(moved: Moved | undefined): string {
  return moved === undefined ? "–" : byteCount(moved.upload + moved.download);
}

function tableOf(devices: readonly DeviceEntry[]): Html {
  const lines = devices.map((device) =>
    [
      column(visible(deviceLabel(device)), nameCells),
      column(sum(device.today), amountCells),
      column(sum(device.month), amountCells),
    ]
      .join(" ")
      .trimEnd(),
  );
  return html`<pre>${lines.join("\n")}</pre>`;
}

/** Who uses what: today and this month, the busiest first. */
export function devicesScreen({ frame, devices, page, hasCharts }: DevicesModel, t: Locale): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(devices, page, perPage);
  const label = (device: DeviceEntry): Button => {
    const rate = (device.up ?? 0) + (device.down ?? 0);
    const now = rate > 0 ? ` · ${byteRate(rate)}` : "";
    return buttons.press(labelOf(1, { name: deviceLabel(device) }, now), { do: "device", device: device.ref });
  };
  return layout(frame, t, {
    title: t.devices.title,
    body:
      devices.length === 0
        ? [html`${t.devices.none}`]
        : [html`${t.devices.today} · ${t.devices.month}`, tableOf(shown.items)],
    rows: [
      ...shown.items.map((device) => [label(device)]),
      pager(shown, (to) => ({ do: "devices", page: to }), buttons, t),
      hasCharts === true
        ? [buttons.press(t.charts.button, { do: "chart", what: "usage", range: "24h", where: "s" })]
        : [],
    ],
    back: { do: "home" },
    refresh: { do: "devices", page: shown.page },
  });
}

export interface DeviceModel {
  readonly frame: Frame;
  readonly device: DeviceEntry;
  readonly mayName: boolean;
  readonly mayClose: boolean;
}

function movedLine(label: string, moved: Moved | undefined, t: Locale): Html | undefined {
  if (moved === undefined) return undefined;
  return html`${label}${t.colon}↓ ${byteCount(moved.download)} · ↑ ${byteCount(moved.upload)}`;
}

/** One device: what it does now and did this month, what it is called. */
export function deviceScreen({ frame, device, mayName, mayClose }: DeviceModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { ref, up, down, connections, addresses, key, lastSeen } = device;
  const now = up === null || down === null ? t.devices.unknown : `↓ ${byteRate(down)} · ↑ ${byteRate(up)}`;
  return layout(frame, t, {
    title: t.devices.title,
    body: [
      codeName(deviceLabel(device), 60),
      html``,
      html`${t.devices.now}${t.colon}${now}`,
      movedLine(t.devices.today, device.today, t),
      movedLine(t.devices.month, device.month, t),
      connections === null ? undefined : html`${t.devices.connections}${t.colon}${connections}`,
      addresses.length === 0
        ? undefined
        : html`${t.devices.addresses}${t.colon}${addresses.slice(0, 4).map((address, index) => html`${index > 0 ? ", " : ""}${codeName(address, 45)}`)}`,
      addresses.includes(key) ? undefined : html`${t.devices.key}${t.colon}${plainName(key, 45)}`,
      lastSeen === undefined ? undefined : html`${t.devices.lastSeen}${t.colon}${moment(lastSeen, frame.timeZone)}`,
    ],
    rows: [
      [
        press(t.devices.show, { do: "deviceConnections", device: ref }),
        ...(mayName ? [press(t.devices.name, { do: "nameDevice", device: ref } as const)] : []),
      ],
      mayClose && connections !== 0 ? [press(t.devices.close, { do: "closeDevice", device: ref }, "danger")] : [],
    ],
    back: { do: "devices", page: 0 },
    refresh: { do: "device", device: ref },
  });
}
