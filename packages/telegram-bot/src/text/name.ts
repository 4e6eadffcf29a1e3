import { truncate, truncateStart } from "./cells.ts";

/** Line breaks, tabs and other control characters: shown as a space. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Half a pair is no character; Telegram refuses such text. */
const loneSurrogates = /\p{Surrogate}/gu;
/** Direction overrides and marks, zero-width characters, byte order marks, interlinear marks, blank Hangul fillers. */
const invisible =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u115F\u1160\u3164\uFFA0]/g;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** Stands for a name of which nothing can be seen. */
const nothing = "∅";

/** The text on one line, without characters that hide, reorder or break what stands around it. */
export function visible(text: string): string {
  const line = text
    .replace(loneSurrogates, "\uFFFD")
    .replace(breaks, " ")
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .trim();
  return line === "" ? nothing : line;
}

/**
 * A name for a button or a line: visible, at most `cells` wide, where it is cut with that part which it `keeps`, and
 * isolated where it is written from right to left, so that the delay behind it stays behind it.
 */
export function shortName(name: string, cells: number, keeps: "start" | "end" = "start"): string {
  const cut = keeps === "start" ? truncate(visible(name), cells) : truncateStart(visible(name), cells);
  return rightToLeft.test(cut) ? `${firstStrongIsolate}${cut}${popIsolate}` : cut;
}

const wordJoiner = "\u2060";

/**
 * Text from outside for running text: an invisible joiner keeps Telegram from making a link, a mention, a command or a
 * hashtag of it. Not for `<code>`, where nothing is linked and people copy.
 */
export function unlinked(text: string): string {
  return text.replace(/[@#$/](?=\S)|(?<=\S)\.(?=\S)/g, (sign) => sign + wordJoiner);
}

/** `shortName` for running text. */
export function plainName(name: string, cells: number): string {
  return unlinked(shortName(name, cells));
}
