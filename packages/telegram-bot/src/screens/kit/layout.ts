import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { zoned } from "../../state/time-zone.ts";
import { type Html, html, joinHtml, relativeTime } from "../../text/html.ts";
import { shortName, unlinked, visible } from "../../text/name.ts";
import { truncate } from "../../text/cells.ts";
import { type Button, type Keyboard, buttonsFor } from "./keyboard.ts";

/** What a person sees: a message's text and the buttons below it. */
export interface Screen {
  readonly text: Html;
  readonly keyboard: Keyboard;
  /** Live frames with the same are not sent anew, though their text differs in the time that it tells. */
  readonly sameAs?: string;
}

/** How the controller is, for the dot in the title. */
export type Reach = "reachable" | "unreachable" | "unauthorized" | "unknown";

/** What the last action came to. */
export interface Notice {
  readonly kind: "done" | "failed";
  readonly text: string;
}

/** What every screen knows besides its own model. */
export interface Frame {
  readonly controller: {
    readonly id: string;
    readonly ref: string;
    readonly reach: Reach;
    /** Since when it does not answer; Unix time in ms. */
    readonly lostAt?: number;
  };
  readonly notice?: Notice;
  /** Since when this view is no longer live; Unix time in ms. */
  readonly pausedAt?: number;
  /** Telegram asked for silence lately, so this live view is drawn more seldom. */
  readonly isSlowed?: boolean;
  /** Whose clock times of day are told by, an IANA name; absent: the clock of the machine. */
  readonly timeZone?: string;
}

export const dots = { reachable: "🟢", unreachable: "🔴", unauthorized: "🔴", unknown: "⚪" } as const satisfies Record<
  Reach,
  string
>;

/** Names in running text: in `<code>`, so that Telegram makes no link of `@name`, `/command` or a domain. */
export function codeName(name: string, cells = 40): Html {
  return html`<code>${shortName(name, cells)}</code>`;
}

export interface Layout {
  readonly title: Html | string;
  readonly body: readonly (Html | undefined)[];
  readonly rows: readonly (readonly Button[])[];
  /** Where Back leads; absent on Home. */
  readonly back?: Action;
  /** What 🔄 asks for; absent where there is nothing to refresh. */
  readonly refresh?: Action;
}

function reachLine(frame: Frame, t: Locale): Html | undefined {
  const { reach, lostAt } = frame.controller;
  if (reach === "reachable") return undefined;
  if (lostAt === undefined) return html`<i>${t.state[reach]}</i>`;
  return html`<i>${t.state[reach]}\n${t.state.lost}${t.colon}${moment(lostAt, frame.timeZone)}</i>`;
}

function noticeLine(notice: Notice | undefined): Html | undefined {
  if (notice === undefined) return undefined;
  return notice.kind === "done" ? html`<b>${unlinked(notice.text)}</b>` : html`❗ ${unlinked(notice.text)}`;
}

/** Title with controller and dot, notice, body, buttons, and the way back: the same on every screen. */
export function layout(frame: Frame, t: Locale, { title, body, rows, back, refresh }: Layout): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const last: Button[] = [];
  if (back !== undefined) last.push(press(t.nav.back, back));
  if (back !== undefined && back.do !== "home") last.push(press(t.nav.home, { do: "home" }));
  if (refresh !== undefined) last.push(press(t.nav.refresh, refresh));
  const footer =
    frame.pausedAt === undefined
      ? undefined
      : pausedLine(t.state.paused(pausedSlot), relativeTime(frame.pausedAt, clock(frame.pausedAt, frame.timeZone)));
  const head = html`${dots[frame.controller.reach]} ${codeName(frame.controller.id)} › <b>${title}</b>`;
  const notice = noticeLine(frame.notice);
  return {
    text: joinHtml([
      head,
      reachLine(frame, t),
      notice && joinHtml([html``, notice]),
      html``,
      ...body,
      frame.isSlowed === true && frame.pausedAt === undefined
        ? joinHtml([html``, html`<i>${t.live.slowed}</i>`])
        : undefined,
      footer && joinHtml([html``, footer]),
    ]),
    keyboard: [...rows.filter((row) => row.length > 0), last].filter((row) => row.length > 0),
  };
}

const pausedSlot = "\u0000";

/** The sentence with the moment put where the language wants it. */
function pausedLine(sentence: string, moment: Html): Html {
  const [before = "", after = ""] = sentence.split(pausedSlot);
  return html`<i>${before}${moment}${after}</i>`;
}

/** When this was drawn, as a time that goes on counting: an old one shows that nothing comes any more. */
export function drawnLine(atMs: number, { timeZone }: Frame, t: Locale): Html {
  return pausedLine(t.live.asOf(pausedSlot), relativeTime(atMs, clock(atMs, timeZone)));
}

/** Time of day in that zone: `14:05`. */
export function clock(atMs: number, timeZone: string | undefined): string {
  const { hour, minute } = zoned(atMs, timeZone);
  return `${hour}:${minute}`;
}

/** A moment that clients show as a time that goes on counting; old ones show date and time. */
export function moment(atMs: number, timeZone: string | undefined): Html {
  const { month, day } = zoned(atMs, timeZone);
  return relativeTime(atMs, `${month}-${day} ${clock(atMs, timeZone)}`);
}

/** Free text from outside (a log line, the core's own message) on one line of at most `cells`. */
export function outsideText(text: string, cells: number): string {
  return truncate(visible(text), cells);
}
