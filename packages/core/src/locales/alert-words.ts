import type { AlertKind, AlertOf, NoticeKind } from "../engines/alerts/model/types.ts";
import type { ErrorCode } from "../client/errors.ts";

/** Figures as one language writes them. */
export interface Say {
  bytes(bytes: number): string;
  /** A length of time in ms: `4 min`, `2 h 5 min`. */
  duration(ms: number): string;
  /** The day of a Unix time in ms. */
  day(ms: number): string;
  /** Names in a row, the first few of them. */
  names(names: readonly string[]): string;
  error(code: ErrorCode): string;
}

type Sentence<Kind extends AlertKind> = (alert: AlertOf<Kind>, say: Say) => string;

/** What each kind is called, and its sentences: `on` while it is true or when it happened, `off` when it is over. */
export type AlertWords = {
  readonly [Kind in AlertKind]: Kind extends NoticeKind
    ? { readonly title: string; readonly on: Sentence<Kind> }
    : { readonly title: string; readonly on: Sentence<Kind>; readonly off: Sentence<Kind> };
};

/** How an alert that comes and goes is told. */
export interface AlertTexts {
  readonly words: AlertWords;
  readonly flapping: (sentence: string, times: number) => string;
  /** The units of `Say.duration`, and what joins names. */
  readonly units: {
    readonly day: string;
    readonly hour: string;
    readonly minute: string;
    readonly second: string;
    readonly comma: string;
    readonly more: (count: number) => string;
  };
}
