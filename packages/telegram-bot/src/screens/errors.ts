import type { Locale } from "../locales/index.ts";
import { zoned } from "../state/time-zone.ts";
import { html } from "../text/html.ts";
import { buttonsFor } from "./keyboard.ts";
import { clock, type Frame, layout, outsideText, type Screen } from "./layout.ts";

const shownLines = 10;

export type TailLevel = "error" | "warning" | "info";

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
  /** The core's own log level where it hides what is asked for. */
  readonly coreLevel?: string;
}

function timeOfDay(atMs: number, timeZone: string | undefined): string {
  return `${clock(atMs, timeZone)}:${zoned(atMs, timeZone).second}`;
}

const icons: Readonly<Record<string, string>> = { error: "🔴", warning: "🟠", info: "🔵", debug: "⚪" };
const levels = ["error", "warning", "info"] as const satisfies readonly TailLevel[];

/** The log's bad news as they come, repeats counted. */
export function errorsScreen(model: ErrorsModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  const stopped = model.state === "stopped";
  const { coreLevel } = model;
  return layout(model.frame, t, {
    title: t.errors.title,
    body: [
      html`${t.errors[model.state]} · ${t.errors.levels[model.level]}`,
      coreLevel === undefined
        ? undefined
        : html`<i>${coreLevel === "silent" ? t.errors.silent : t.errors.hidden(outsideText(coreLevel, 12))}</i>`,
      html``,
      ...(model.lines.length === 0 && !stopped ? [html`<i>${t.errors.waiting}</i>`] : []),
      ...model.lines
        .slice(-shownLines)
        .map(
          ({ level, text, count, at }) =>
            html`${icons[level] ?? "▫"} ${timeOfDay(at, model.frame.timeZone)}${count > 1 ? ` ×${count}` : ""}\n<code>${outsideText(text, 180)}</code>`,
        ),
      model.dropped > 0 ? html`<i>${t.errors.dropped(model.dropped)}</i>` : undefined,
      model.gap ? html`<i>${t.errors.gap}</i>` : undefined,
    ],
    rows: [
      levels.map((level) =>
        press(`${level === model.level ? "• " : ""}${t.errors.levels[level]}`, { do: "errors", level }),
      ),
      [
        stopped
          ? press(t.nav.resume, { do: "errors", level: model.level }, "primary")
          : press(t.nav.stop, { do: "stopTail" }),
      ],
    ],
    back: { do: "home" },
  });
}
