import type { Locale } from "../locales/index.ts";
import { type Html, html, joinHtml } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import { byteCount, byteRate } from "../text/units.ts";
import { type GroupLine, groupLine } from "./home.ts";
import { type Button, buttonsFor } from "./kit/keyboard.ts";
import { drawnLine, type Frame, layout, type Screen } from "./kit/layout.ts";

export interface StatusModel {
  readonly frame: Frame;
  /** When it is drawn; Unix time in ms. */
  readonly now: number;
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
  /** One of this controller goes on for ever in this chat. */
  readonly isPinned?: boolean;
}

function figures(model: StatusModel, t: Locale): (Html | undefined)[] {
  const { traffic } = model;
  const line = (label: string, value: string | undefined) =>
    value === undefined ? undefined : html`${label}${t.colon}<b>${value}</b>`;
  const withTotal = (rate: number, total: number | undefined): string =>
    total === undefined ? byteRate(rate) : `${byteRate(rate)} · ${t.status.total} ${byteCount(total)}`;
  return [
    line(t.status.version, model.version && plainName(model.version, 30)),
    line(t.status.mode, model.mode && (t.mode.names[model.mode] ?? plainName(model.mode, 20))),
    line(`↓ ${t.status.download}`, traffic && withTotal(traffic.down, traffic.downTotal)),
    line(`↑ ${t.status.upload}`, traffic && withTotal(traffic.up, traffic.upTotal)),
    line(t.status.connections, model.connections?.toString()),
    line(t.status.memory, model.memory === undefined ? undefined : byteCount(model.memory)),
    model.groups.length === 0 ? undefined : html``,
    ...model.groups.map((group) => groupLine(group, t)),
  ];
}

/** With the moment below it, which alone is no reason to send a frame. */
function dated({ text, keyboard }: Screen, { frame, now }: StatusModel, t: Locale): Screen {
  const below = frame.pausedAt === undefined ? [html``, drawnLine(now, frame, t)] : [];
  return { text: joinHtml([text, ...below]), keyboard, sameAs: text.markup };
}

/** How the core is doing, as it changes. */
export function statusScreen(model: StatusModel, t: Locale): Screen {
  const { frame, hasCharts, isPinned } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const rows: Button[][] = [
    frame.pausedAt === undefined ? [] : [press(t.nav.resume, { do: "status" }, "primary")],
    [
      ...(hasCharts === true
        ? [press(t.charts.button, { do: "chart", what: "traffic", range: "1h", where: "s" } as const)]
        : []),
      press(isPinned === true ? t.live.pinAgain : t.live.pin, { do: "pinDashboard" }),
    ],
  ];
  const screen = layout(frame, t, {
    title: t.status.title,
    body: figures(model, t),
    rows,
    back: { do: "home" },
    refresh: { do: "status" },
  });
  return dated(screen, model, t);
}

/** The same in a message of its own, which goes on for ever. */
export function pinnedScreen(model: StatusModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  const rows = [[press(t.live.unpin, { do: "unpinDashboard" }), press(t.nav.home, { do: "menuBelow" })]];
  return dated(layout(model.frame, t, { title: t.live.pinnedTitle, body: figures(model, t), rows }), model, t);
}

/** What stands in that message when it goes on no more. */
export function unpinnedScreen(model: StatusModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  const body = [
    html`<b>${t.live.ended}</b>`,
    html``,
    ...figures(model, t),
    html``,
    drawnLine(model.now, model.frame, t),
  ];
  return layout(model.frame, t, { title: t.status.title, body, rows: [[press(t.nav.home, { do: "menuBelow" })]] });
}
