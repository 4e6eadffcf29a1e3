import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName, unlinked } from "../../text/name.ts";
import { byteCount, byteRate } from "../../text/units.ts";
import { type GroupLine, groupLine } from "../home.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { type Frame, layout, moment, outsideText, type Screen } from "../kit/layout.ts";

export interface ReportModel {
  readonly frame: Frame;
  readonly version?: string;
  readonly mode?: string;
  /** The TUN device; absent where the core did not say. */
  readonly tun?: { readonly enable: boolean; readonly stack?: string };
  /** Since when this life of the core is known; Unix time in ms. */
  readonly upSince?: number;
  /** Bytes per second, and bytes in all. */
  readonly traffic?: {
    readonly up: number;
    readonly down: number;
    readonly uploadTotal?: number;
    readonly downloadTotal?: number;
  };
  /** Bytes. */
  readonly memory?: number;
  readonly connections?: number;
  /** What the first groups use. */
  readonly groups: readonly GroupLine[];
  readonly moreGroups: number;
  /** Null: there is none; absent: nobody here keeps watch, or the person does not hear of it. */
  readonly lastAlert?: { readonly text: string; readonly at: number } | null;
  /** Something was recorded that can be drawn. */
  readonly hasCharts: boolean;
}

/** How the core is doing, once, with all there is to say in short. */
export function reportScreen(model: ReportModel, t: Locale): Screen {
  const { frame, traffic, tun, lastAlert } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const line = (label: string, value: string | undefined) =>
    value === undefined ? undefined : html`${label}${t.colon}<b>${value}</b>`;
  const moved = (rate: number, total: number | undefined): string =>
    total === undefined ? byteRate(rate) : `${byteRate(rate)} · ${t.status.total} ${byteCount(total)}`;
  const stack =
    tun?.enable === true && tun.stack !== undefined && tun.stack !== "" ? ` (${plainName(tun.stack, 12)})` : "";
  const charts: Button[] = model.hasCharts
    ? [press(t.charts.button, { do: "chart", what: "traffic", range: "24h", where: "s" })]
    : [];
  return layout(frame, t, {
    title: t.report.title,
    body: [
      line(t.status.version, model.version && plainName(model.version, 30)),
      line(t.status.mode, model.mode && (t.mode.names[model.mode] ?? plainName(model.mode, 20))),
      line(t.report.tun, tun && `${tun.enable ? t.report.on : t.report.off}${stack}`),
      model.upSince === undefined
        ? undefined
        : html`${t.report.upSince}${t.colon}${moment(model.upSince, frame.timeZone)}`,
      line(`↓ ${t.status.download}`, traffic && moved(traffic.down, traffic.downloadTotal)),
      line(`↑ ${t.status.upload}`, traffic && moved(traffic.up, traffic.uploadTotal)),
      line(t.status.connections, model.connections?.toString()),
      line(t.status.memory, model.memory === undefined ? undefined : byteCount(model.memory)),
      model.groups.length === 0 ? undefined : html``,
      ...model.groups.map((group) => groupLine(group, t)),
      model.moreGroups > 0 ? html`… +${model.moreGroups}` : undefined,
      lastAlert === undefined ? undefined : html``,
      lastAlert === null ? html`${t.report.lastAlert}${t.colon}${t.report.noAlert}` : undefined,
      lastAlert === undefined || lastAlert === null
        ? undefined
        : html`${t.report.lastAlert}${t.colon}${unlinked(outsideText(lastAlert.text, 200))} · ${moment(lastAlert.at, frame.timeZone)}`,
    ],
    rows: [[press(t.report.dashboard, { do: "status" }), ...charts]],
    back: { do: "home" },
    refresh: { do: "report" },
  });
}
