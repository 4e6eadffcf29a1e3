import type { Locale } from "../locales/index.ts";
import { zoned } from "../state/time-zone.ts";
import { type Html, html } from "../text/html.ts";
import { unlinked } from "../text/name.ts";
import { type Button, buttonsFor, inRows } from "./kit/keyboard.ts";
import { labelAround } from "./kit/label.ts";
import { clock, type Frame, layout, outsideText, type Screen } from "./kit/layout.ts";

/** So many lines at most, and so many UTF-16 units of markup: the title and what is said around them need room, too. */
const shownLines = 15;
/** Where somebody asked for more. */
const mostLines = 30;
const shownUnits = 3000;
const lineCells = 180;

export type TailLevel = "error" | "warning" | "info" | "debug";

/** Lines that say the same, told once. */
export interface RepeatedLine {
  readonly level: string;
  readonly text: string;
  readonly count: number;
  /** When the latest came; Unix time in ms. */
  readonly at: number;
}

export interface ErrorsModel {
  readonly frame: Frame;
  readonly level: TailLevel;
  readonly state: "live" | "connecting" | "lost" | "stopped";
  /** Latest last. */
  readonly lines: readonly RepeatedLine[];
  readonly dropped: number;
  readonly gap: boolean;
  /** At most so many lines. */
  readonly most?: number;
  /** Only lines with this text. */
  readonly text?: string;
  /** It stands still since; lines that came meanwhile. */
  readonly heldBack?: number;
  /** The core's own log level where it hides what is asked for. */
  readonly coreLevel?: string;
  /** The person may change that. */
  readonly maySetCore: boolean;
}

function timeOfDay(atMs: number, timeZone: string | undefined): string {
  return `${clock(atMs, timeZone)}:${zoned(atMs, timeZone).second}`;
}

const icons: Readonly<Record<string, string>> = { error: "🔴", warning: "🟠", info: "🔵", debug: "⚪" };
const levels = ["error", "warning", "info", "debug"] as const satisfies readonly TailLevel[];

/** The latest of them that fit into one message. */
function shown({ lines, frame, most = shownLines }: ErrorsModel): Html[] {
  const drawn: Html[] = [];
  let room = shownUnits;
  for (const { level, text, count, at } of lines.slice(-Math.min(most, mostLines)).toReversed()) {
    const line = html`${icons[level] ?? "▫"} ${timeOfDay(at, frame.timeZone)}${count > 1 ? ` ×${count}` : ""}\n<code>${outsideText(text, lineCells)}</code>`;
    room -= line.markup.length;
    if (room < 0 && drawn.length > 0) break;
    drawn.unshift(line);
  }
  return drawn;
}

/** How it goes, what is left out, and why: above the lines, where it is always seen. */
function header(model: ErrorsModel, t: Locale): (Html | undefined)[] {
  const { state, level, text, heldBack, coreLevel, dropped, gap } = model;
  const how = heldBack !== undefined && state !== "stopped" ? t.tail.held(heldBack) : t.errors[state];
  return [
    html`${how} · ${t.errors.levels[level]}`,
    text === undefined ? undefined : html`${unlinked(t.tail.only(outsideText(text, 40)))}`,
    dropped > 0 ? html`<i>${t.errors.dropped(dropped)}</i>` : undefined,
    gap ? html`<i>${t.errors.gap}</i>` : undefined,
    coreLevel === undefined
      ? undefined
      : html`<i>${coreLevel === "silent" ? t.errors.silent : t.errors.hidden(outsideText(coreLevel, 12))}</i>`,
  ];
}

function rowsOf(model: ErrorsModel, t: Locale): Button[][] {
  const { level, state, text, heldBack, coreLevel, maySetCore, lines } = model;
  const { press } = buttonsFor(model.frame.controller.ref);
  const isStopped = state === "stopped";
  const move =
    heldBack === undefined
      ? press(t.tail.hold, { do: "holdTail", state: "on" })
      : press(t.tail.release, { do: "holdTail", state: "off" }, "primary");
  return [
    ...inRows(
      levels.map((one) => press(`${one === level ? "• " : ""}${t.errors.levels[one]}`, { do: "errors", level: one })),
      2,
    ),
    isStopped
      ? [press(t.nav.resume, { do: "errors", level }, "primary")]
      : [move, press(t.nav.stop, { do: "stopTail" })],
    [
      text === undefined
        ? press(t.tail.filter, { do: "filterTail", level })
        : press(t.tail.whole, { do: "wholeTail", level }),
      ...(lines.length > 0 ? [press(t.tail.file, { do: "tailFile" } as const)] : []),
    ],
    coreLevel !== undefined && maySetCore
      ? [press(labelAround(1, t.tail.setCore, t.errors.levels[level]), { do: "coreLogs", level })]
      : [],
  ];
}

/** The log's bad news as they come, repeats counted. */
export function errorsScreen(model: ErrorsModel, t: Locale): Screen {
  const lines = shown(model);
  return layout(model.frame, t, {
    title: t.errors.title,
    body: [
      ...header(model, t),
      html``,
      ...(lines.length === 0 && model.state !== "stopped" ? [html`<i>${t.errors.waiting}</i>`] : []),
      ...lines,
    ],
    rows: rowsOf(model, t),
    back: { do: "home" },
  });
}
