import { type Alert, alertText } from "@pointsman/core";
import type { ActionOf } from "../../callback/actions.ts";
import { languageOf, type Locale } from "../../locales/index.ts";
import { type Html, html, joinHtml } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelCells } from "../kit/label.ts";
import { clock, codeName, dots, type Frame, layout, moment, outsideText, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;
const digestLines = 12;

export interface AlertEntry {
  readonly alert: Alert;
  readonly ref: string;
}

function mark(alert: Alert, t: Locale): string {
  if (alert.state === "recovered") return "✅";
  return alert.acknowledged ? "👀" : alert.mutedUntil === undefined ? (t.alerts.icons[alert.severity] ?? "▫") : "🔕";
}

function sentence(alert: Alert, t: Locale, cells: number): string {
  return outsideText(alertText(alert, languageOf(t)), cells);
}

export interface AlertsModel {
  readonly frame: Frame;
  readonly alerts: readonly AlertEntry[];
  readonly page: number;
}

/** What people should know of now. */
export function alertsScreen({ frame, alerts, page }: AlertsModel, t: Locale): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(alerts, page, perPage);
  return layout(frame, t, {
    title: t.alerts.title,
    body:
      alerts.length === 0
        ? [html`${t.alerts.none}`]
        : [
            html`${t.alerts.count(alerts.length)}`,
            ...shown.items.map(({ alert }) => html`${mark(alert, t)} ${unlinked(sentence(alert, t, 160))}`),
          ],
    rows: [
      ...shown.items.map(({ alert, ref }) => [
        buttons.press(`${mark(alert, t)} ${sentence(alert, t, labelCells(1) - 3)}`, { do: "alert", alert: ref }),
      ]),
      pager(shown, (to) => ({ do: "alerts", page: to }), buttons, t),
      [buttons.press(t.alerts.notify.button, { do: "notify" })],
    ],
    back: { do: "home" },
    refresh: { do: "alerts", page: shown.page },
  });
}

/** What can be done about an alert from here. */
export interface AlertRemedies {
  readonly mayTest: boolean;
  readonly mayBest: boolean;
  readonly mayMute: boolean;
  /** The provider that it is about, to be looked at. */
  readonly provider?: string;
}

export interface AlertModel extends AlertEntry {
  readonly frame: Frame;
  readonly remedies: AlertRemedies;
}

type Where = ActionOf<"alertSeen">["where"];

function remedyRows(
  ref: string,
  alert: Alert,
  remedies: AlertRemedies,
  where: Where,
  frame: Frame,
  t: Locale,
): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  const at = { alert: ref, where };
  const mend: Button[] = [];
  if (remedies.mayBest) mend.push(press(t.alerts.best, { do: "alertBest", ...at }, "primary"));
  if (remedies.mayTest) mend.push(press(t.alerts.test, { do: "alertTest", ...at }));
  const quiet: Button[] = [];
  if (remedies.mayMute && alert.mutedUntil !== undefined)
    quiet.push(press(t.alerts.unmute, { do: "alertMute", hours: "0", ...at }));
  if (remedies.mayMute && alert.mutedUntil === undefined) {
    quiet.push(press(t.alerts.mute1, { do: "alertMute", hours: "1", ...at }));
    quiet.push(press(t.alerts.mute8, { do: "alertMute", hours: "8", ...at }));
  }
  if (remedies.mayMute && !alert.acknowledged) quiet.push(press(t.alerts.seen, { do: "alertSeen", ...at }));
  return [...inRows(mend, 2), quiet];
}

function facts(alert: Alert, { timeZone }: Frame, t: Locale): (Html | undefined)[] {
  const isOver = alert.state === "recovered";
  return [
    html`${mark(alert, t)} ${unlinked(sentence(alert, t, 600))}`,
    html``,
    html`${t.alerts.since}${t.colon}${moment(alert.since, timeZone)}${alert.count > 1 ? ` · ${alert.count}×` : ""}`,
    alert.acknowledged && !isOver ? html`${t.alerts.seenAlready}` : undefined,
    alert.mutedUntil === undefined || isOver
      ? undefined
      : html`${t.alerts.mutedUntil(clock(alert.mutedUntil, timeZone))}`,
  ];
}

/** One alert, and what can be done about it. */
export function alertScreen({ frame, alert, ref, remedies }: AlertModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.alerts.title,
    body: facts(alert, frame, t),
    rows: [
      ...remedyRows(ref, alert, remedies, "s", frame, t),
      remedies.provider === undefined
        ? []
        : [press(t.alerts.provider, { do: "provider", provider: remedies.provider })],
    ],
    back: { do: "alerts", page: 0 },
    refresh: { do: "alert", alert: ref },
  });
}

export interface AlertMessageModel extends AlertModel {
  /** What somebody did about it from this message. */
  readonly note?: string;
}

function messageHead(frame: Frame): Html {
  return html`${dots[frame.controller.reach]} ${codeName(frame.controller.id)}`;
}

/** An alert as a message of its own, which is written over as it changes. Over: no buttons that would mend nothing. */
export function alertMessage({ frame, alert, ref, remedies, note }: AlertMessageModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const all = press(t.alerts.open, { do: "alertList" });
  const body = [
    messageHead(frame),
    ...facts(alert, frame, t),
    note === undefined ? undefined : html`<b>${unlinked(note)}</b>`,
  ];
  if (alert.state === "recovered") return { text: joinHtml(body), keyboard: [[all]] };
  const rows = remedyRows(ref, alert, remedies, "m", frame, t);
  const open = press(t.wishes.open, { do: "alertOpen", alert: ref });
  return { text: joinHtml(body), keyboard: [...rows.filter((row) => row.length > 0), [open, all]] };
}

/** Hours and minutes, as people say them. */
function duration(ms: number, t: Locale): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return t.alerts.duration(Math.floor(minutes / 60), minutes % 60);
}

export interface DigestModel {
  readonly frame: Frame;
  readonly reason: "quiet-hours" | "away" | "many" | "muted";
  /** How long Telegram was out of reach, in ms. */
  readonly forMs?: number;
  readonly alerts: readonly Alert[];
}

/** Several alerts in one message. */
export function digestMessage({ frame, reason, forMs, alerts }: DigestModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const rest = alerts.length - digestLines;
  return {
    text: joinHtml([
      html`🔔 <b>${t.alerts.digest[reason] ?? t.alerts.title}${forMs === undefined ? "" : ` (${duration(forMs, t)})`}</b>`,
      html``,
      alerts.length === 0 ? html`${t.alerts.nothingMissed}` : undefined,
      ...alerts
        .slice(0, digestLines)
        .map(
          (alert) =>
            html`${mark(alert, t)} ${alert.controller === null ? "" : html`${codeName(alert.controller)} `}${unlinked(sentence(alert, t, 160))} · ${moment(alert.until ?? alert.since, frame.timeZone)}`,
        ),
      rest > 0 ? html`${t.alerts.more(rest)}` : undefined,
    ]),
    keyboard: [[press(t.alerts.open, { do: "alertList" })]],
  };
}
