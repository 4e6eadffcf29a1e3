import { drawable, lettering, px, textWidth } from "./lettering.ts";
import { theme } from "./theme.table.ts";

/** The picture around its contents. */
export function frame(definitions: string, contents: string): string {
  const { width, height, background } = theme;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${definitions}</defs><rect width="${width}" height="${height}" fill="${background}"/>${contents}</svg>`;
}

export interface LegendEntry {
  readonly colour: string;
  readonly mark: string;
  readonly name?: string;
  readonly value: string;
  /** Left out from the end where there is no room. */
  readonly details: readonly string[];
}

const sides = 40;
const perRow = 3;
const valueSize = 38;
const detailSize = 24;
const rowHeight = 92;
const chipRadius = 24;

/** Height of the figures above the plot, in px. */
export function legendHeight(entries: number): number {
  return 20 + Math.ceil(Math.max(1, entries) / perRow) * rowHeight;
}

const arrows: Readonly<Record<string, string>> = {
  "↓": "M0 -12V11M-10 2L0 12L10 2",
  "↑": "M0 12V-11M-10 -2L0 -12L10 -2",
};

/** A coloured disc with an arrow or a number. */
export function chip(mark: string, colour: string, x: number, y: number, radius = chipRadius): string {
  const disc = `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${colour}"/>`;
  const arrow = arrows[mark];
  const scale = radius / chipRadius;
  const sign =
    arrow === undefined
      ? lettering(mark, { x, y: y + radius * 0.42, size: radius * 1.2, fill: theme.background, anchor: "middle" })
      : `<path transform="translate(${px(x)} ${px(y)}) scale(${px(scale)})" d="${arrow}" fill="none" stroke="${theme.background}" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/>`;
  return disc + sign;
}

function detailsFor({ name, details }: LegendEntry, width: number): string {
  const shown = name === undefined ? undefined : drawable(name, detailSize, width * 0.55);
  const parts = [...(shown === undefined ? [] : [shown]), ...details];
  while (parts.length > 1 && textWidth(parts.join(" · "), detailSize) > width) parts.pop();
  return parts.join(" · ");
}

/** The figures of each line, three in a row. */
export function legend(entries: readonly LegendEntry[]): string {
  const columns = Math.min(perRow, Math.max(1, entries.length));
  const width = (theme.width - 2 * sides) / columns;
  return entries
    .map((entry, index) => {
      const x = sides + (index % perRow) * width;
      const y = 20 + Math.floor(index / perRow) * rowHeight;
      const textX = x + 2 * chipRadius + 18;
      const room = width - 2 * chipRadius - 34;
      return [
        chip(entry.mark, entry.colour, x + chipRadius, y + 44),
        lettering(entry.value, { x: textX, y: y + 44, size: valueSize, fill: theme.text }),
        lettering(detailsFor(entry, room), { x: textX, y: y + 76, size: detailSize, fill: theme.muted }),
      ].join("");
    })
    .join("");
}
