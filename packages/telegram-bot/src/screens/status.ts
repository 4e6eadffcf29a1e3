import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import { byteCount, byteRate } from "../text/units.ts";
import { type GroupLine, groupLine } from "./home.ts";
import { buttonsFor } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

export interface StatusModel {
  readonly frame: Frame;
  readonly version?: string;
  readonly mode?: string;
  /** Bytes per second, and bytes in all. */
  readonly traffic?: {
    readonly up: number;
    readonly down: number;
    readonly upTotal?: number;
    readonly downTotal?: number;
  };
  /** Bytes. */
  readonly memory?: number;
  readonly connections?: number;
  /** What the first groups use. */
  readonly groups: readonly GroupLine[];
  /** Something was recorded that can be drawn. */
  readonly hasCharts?: boolean;
}

/** How the core is doing, as it changes. */
export function statusScreen(model: StatusModel, t: Locale): Screen {
  const { traffic } = model;
  const { press } = buttonsFor(model.frame.controller.ref);
  const line = (label: string, value: string | undefined) =>
    value === undefined ? undefined : html`${label}${t.colon}<b>${value}</b>`;
  const withTotal = (rate: number, total: number | undefined): string =>
    total === undefined ? byteRate(rate) : `${byteRate(rate)} · ${t.status.total} ${byteCount(total)}`;
  return layout(model.frame, t, {
    title: t.status.title,
    body: [
      line(t.status.version, model.version && plainName(model.version, 30)),
      line(t.status.mode, model.mode && (t.mode.names[model.mode] ?? plainName(model.mode, 20))),
      line(`↓ ${t.status.download}`, traffic && withTotal(traffic.down, traffic.downTotal)),
      line(`↑ ${t.status.upload}`, traffic && withTotal(traffic.up, traffic.upTotal)),
      line(t.status.connections, model.connections?.toString()),
      line(t.status.memory, model.memory === undefined ? undefined : byteCount(model.memory)),
      model.groups.length === 0 ? undefined : html``,
      ...model.groups.map((group) => groupLine(group, t)),
    ],
    rows: [
      model.hasCharts === true
        ? [press(t.charts.button, { do: "chart", what: "traffic", range: "1h", where: "s" })]
        : [],
    ],
    back: { do: "home" },
    refresh: { do: "status" },
  });
}
