import type { ErrorCode } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import type { TelegramHealth } from "../../polling/supervisor.ts";
import { html } from "../../text/html.ts";
import { plainName, unlinked } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { type Frame, layout, outsideText, type Screen } from "../kit/layout.ts";
import { answerText } from "./survey-line.ts";

export const examinedStreams = ["traffic", "memory", "connections", "logs"] as const;

/** What a look at everything that the chat depends on has found. */
export interface Diagnosis {
  readonly telegram: {
    readonly health: TelegramHealth;
    /** `direct`, or a proxy's address without user and password. */
    readonly way: string;
    /** ms to Telegram and back; absent: it did not answer in time. */
    readonly rttMs?: number;
  };
  readonly core: { readonly rttMs: number; readonly version: string } | { readonly code: ErrorCode };
  /** How far the core's clock is ahead of ours, in ms. */
  readonly clockSkewMs?: number;
  /** Which of the core's streams came to life. Empty where the core does not answer. */
  readonly streams: Partial<Record<(typeof examinedStreams)[number], boolean>>;
  /** What is remembered over restarts: it can be kept, it cannot, or nobody asked for it. */
  readonly state: "kept" | "memory" | "broken";
  readonly versions: { readonly bot: string; readonly node: string };
}

/** A clock is told to the second, and an answer takes its time: less than this is no fault. */
const skewMs = 5000;

function clockText(skew: number | undefined, t: Locale): string {
  if (skew === undefined) return t.diagnosis.unknown;
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) < skewMs) return t.diagnosis.clockRight;
  return skew > 0 ? t.diagnosis.clockAhead(seconds) : t.diagnosis.clockBehind(seconds);
}

/** Neither well nor ill is what nobody could tell, or asked for. */
const mark = (isWell: boolean | undefined): string => (isWell === undefined ? "➖" : isWell ? "✅" : "❗");

/** What works and what does not, for when something is stuck. */
export function diagnosisScreen(frame: Frame, diagnosis: Diagnosis, t: Locale): Screen {
  const { telegram, core, clockSkewMs: skew, state, versions } = diagnosis;
  const { press } = buttonsFor(frame.controller.ref);
  const texts = t.diagnosis;
  const line = (isWell: boolean | undefined, label: string, ...facts: readonly string[]) =>
    html`${mark(isWell)} ${label}${t.colon}${facts.join(" · ")}`;
  const isReached = telegram.rttMs !== undefined;
  const way = telegram.way === "direct" ? texts.direct : texts.over(unlinked(outsideText(telegram.way, 60)));
  const streams = examinedStreams.flatMap((name) => {
    const works = diagnosis.streams[name];
    return works === undefined ? [] : [`${mark(works)} ${texts.streamNames[name]}`];
  });
  return layout(frame, t, {
    title: texts.title,
    body: [
      line(
        isReached,
        "Telegram",
        telegram.rttMs === undefined
          ? `${texts.telegramStates[telegram.health]} · ${texts.noAnswer}`
          : texts.answersIn(Math.round(telegram.rttMs)),
        way,
      ),
      "code" in core
        ? line(false, texts.core, answerText({ state: "away", code: core.code }, t) ?? texts.noAnswer)
        : line(true, texts.core, texts.answersIn(Math.round(core.rttMs)), plainName(core.version, 24)),
      line(skew === undefined ? undefined : Math.abs(skew) < skewMs, texts.clock, clockText(skew, t)),
      streams.length === 0 ? undefined : html`${texts.streams}${t.colon}${streams.join("  ")}`,
      line(state === "memory" ? undefined : state === "kept", texts.state, texts.states[state]),
      html``,
      html`${texts.version}${t.colon}${unlinked(versions.bot)} · Node.\u2060js ${unlinked(versions.node)}`,
    ],
    rows: [[press(texts.again, { do: "diagnose" })]],
    back: { do: "controllers" },
  });
}
