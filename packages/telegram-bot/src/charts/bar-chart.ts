import { byteCount } from "../text/units.ts";
import { chip, frame, type LegendEntry, legend, legendHeight } from "./frame.ts";
import { drawable, lettering, px } from "./lettering.ts";
import { downColour, theme, upColour } from "./theme.table.ts";

export interface Bar {
  /** Stands beside the number where it can be drawn. */
  readonly name: string;
  readonly upload: number;
  readonly download: number;
}

export interface BarChart {
  /** The largest first; at most `mostBars` are drawn. */
  readonly bars: readonly Bar[];
  /** Bytes of all, also of those that have no bar. */
  readonly total: { readonly upload: number; readonly download: number };
}

/** More would be too thin to read on a phone. */
export const mostBars = 8;

const left = 40;
const nameSize = 28;
const nameWidth = 250;
const valueWidth = 170;
const right = theme.width - 40;

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)} %` : "–";
}

/** Who used how much: a bar each, download and upload behind one another. */
export function barChart({ bars, total }: BarChart): string {
  const shown = bars.slice(0, mostBars);
  const all = total.upload + total.download;
  const entries: LegendEntry[] = [
    { colour: downColour, mark: "↓", value: byteCount(total.download), details: [share(total.download, all)] },
    { colour: upColour, mark: "↑", value: byteCount(total.upload), details: [share(total.upload, all)] },
  ];
  const names = shown.map(({ name }) => drawable(name, nameSize, nameWidth));
  const hasNames = names.some((name) => name !== undefined);
  const start = left + 68 + (hasNames ? nameWidth + 16 : 0);
  const end = right - valueWidth;
  const top = legendHeight(entries.length) + 26;
  const row = Math.min(88, (theme.height - 36 - top) / Math.max(1, shown.length));
  const most = Math.max(1, ...shown.map(({ upload, download }) => upload + download));
  const thickness = Math.min(40, row * 0.6);
  const rows = shown.map(({ upload, download }, index) => {
    const middle = top + row * (index + 0.5);
    const width = (bytes: number): number => (bytes / most) * (end - start);
    const down = width(download);
    const bar = (x: number, length: number, fill: string): string =>
      `<rect x="${px(x)}" y="${px(middle - thickness / 2)}" width="${px(length)}" height="${px(thickness)}" fill="${fill}"/>`;
    const name = names[index];
    const label = { y: middle + 10, size: nameSize, fill: theme.text };
    return [
      chip(String(index + 1), theme.muted, left + 22, middle, 20),
      name === undefined ? "" : lettering(name, { ...label, x: left + 68 }),
      `<rect x="${px(start)}" y="${px(middle - thickness / 2)}" width="${px(end - start)}" height="${px(thickness)}" fill="${theme.plot}"/>`,
      // Something was used: something must be seen.
      bar(start, Math.max(3, down), downColour),
      bar(start + Math.max(3, down), width(upload), upColour),
      lettering(byteCount(upload + download), { ...label, x: right, anchor: "end" }),
    ].join("");
  });
  return frame("", legend(entries) + rows.join(""));
}
