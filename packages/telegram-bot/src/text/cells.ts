/**
 * Width of text in display cells, as a monospaced font and Telegram's buttons roughly show it: East Asian wide
 * characters and emoji take two, combining marks none. Cutting happens between graphemes, so that a flag or a family
 * never falls apart.
 */
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Ranges of East Asian Wide and Fullwidth (Unicode UAX #11), joined where the gaps are unassigned. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f000, 0x1faff],
  [0x20000, 0x3fffd],
];

const emoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;

/** One user-perceived character is at most so many UTF-16 units here: stacked marks ("zalgo") are cut to that. */
const longestGrapheme = 32;

/** The first `units` UTF-16 units, never half a surrogate pair. */
export function cutUnits(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, "");
}

function graphemeCells(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f && grapheme.length === 1) return 1;
  if (invisible.test(grapheme)) return 0;
  if (emoji.test(grapheme)) return 2;
  return wideRanges.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) =>
    segment.length <= longestGrapheme
      ? segment
      : segment
          .slice(0, longestGrapheme)
          .toWellFormed()
          .replace(/\uFFFD$/, ""),
  );
}

/** Display cells of the whole text. */
export function cellsOf(text: string): number {
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeCells(grapheme), 0);
}

const encoder = new TextEncoder();

/** Bytes in UTF-8, as Telegram counts callback data and keyboards. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/**
 * The text in at most `cells` cells and `bytes` UTF-8 bytes, with `…` where something was cut. The byte limit keeps
 * names of many invisible marks from filling a keyboard's 10 KB.
 */
export function truncate(text: string, cells: number, bytes = Math.max(48, cells * 6)): string {
  const parts = graphemes(text);
  let width = 0;
  let size = 0;
  let fitting = 0;
  let kept = "";
  let keptWithMark = "";
  for (const part of parts) {
    width += graphemeCells(part);
    size += bytesOf(part);
    if (width > cells || size > bytes) return `${keptWithMark}…`;
    kept += part;
    fitting += 1;
    if (width <= cells - 1 && size <= bytes - 3) keptWithMark = kept;
  }
  return fitting === parts.length ? kept : `${keptWithMark}…`;
}

/** The same, but the end is kept: of a host name it says whose it is. */
export function truncateStart(text: string, cells: number, bytes = Math.max(48, cells * 6)): string {
  const parts = graphemes(text);
  if (truncate(text, cells, bytes) === parts.join("")) return parts.join("");
  let width = 1;
  let size = 3;
  let kept = "";
  for (const part of parts.toReversed()) {
    width += graphemeCells(part);
    size += bytesOf(part);
    if (width > cells || size > bytes) break;
    kept = part + kept;
  }
  return `…${kept}`;
}

/** `truncate`, then filled with spaces on the right: a column of a `<pre>` table. */
export function column(text: string, cells: number): string {
  const cut = truncate(text, cells);
  return cut + " ".repeat(Math.max(0, cells - cellsOf(cut)));
}
