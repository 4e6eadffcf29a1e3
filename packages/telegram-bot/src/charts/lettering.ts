import { outlines, unitsPerEm } from "./glyphs.table.ts";

interface Glyph {
  readonly advance: number;
  readonly outline: string;
}

const missing: Glyph = { advance: 320, outline: "M50 0V-364H270V0ZM80 -30H240V-334H80Z" };
const glyphs = new Map<string, Glyph>();

function glyphOf(character: string): Glyph {
  const known = glyphs.get(character);
  if (known !== undefined) return known;
  const entry = outlines[character];
  if (entry === undefined) return missing;
  const space = entry.indexOf(" ");
  const glyph = { advance: Number(entry.slice(0, space)), outline: entry.slice(space + 1) };
  glyphs.set(character, glyph);
  return glyph;
}

/** Where a text stands: `y` is its base line, `size` the height of its font in px. */
export interface Placing {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
}

/** One decimal is a tenth of a pixel: nobody sees more, and the SVG stays short. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Width in px. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const character of text) units += glyphOf(character).advance;
  return (units * size) / unitsPerEm;
}

/**
 * The text as outlines, so that no font has to be on the machine. Only for texts of our own and for what `drawable`
 * lets through: other characters come out as an empty box.
 */
export function lettering(text: string, { x, y, size, fill, anchor = "start" }: Placing): string {
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * textWidth(text, size);
  const scale = size / unitsPerEm;
  let pen = x - shift;
  const shapes: string[] = [];
  for (const character of text) {
    const { advance, outline } = glyphOf(character);
    if (outline !== "")
      shapes.push(`<path transform="translate(${px(pen)} ${px(y)}) scale(${scale.toFixed(5)})" d="${outline}"/>`);
    pen += advance * scale;
  }
  return `<g fill="${fill}">${shapes.join("")}</g>`;
}

const pictographs = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|\u{20E3}/gu;

/** The name as far as it can be drawn (emoji left out), cut to `width` px; undefined where it is in another script. */
export function drawable(name: string, size: number, width: number): string | undefined {
  // Digits, # and * are pictographs to Unicode, but letters to us.
  const text = name
    .replace(pictographs, (sign) => (/[\d#*©®]/.test(sign) ? sign : ""))
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...text];
  if (characters.length === 0 || !characters.every((character) => outlines[character] !== undefined)) return undefined;
  if (textWidth(text, size) <= width) return text;
  let kept = "";
  for (const character of characters) {
    if (textWidth(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
