import { byteCount, byteRate } from "../text/units.ts";
import { timeTicks, type Unit, valueScale, type ValueScale } from "./axis.ts";
import { frame, type LegendEntry, legend, legendHeight } from "./frame.ts";
import { lettering, px } from "./lettering.ts";
import { theme } from "./theme.table.ts";

/** With more lines their bands would hide one another. */
const mostBands = 2;

/** What was measured within one step. Null: every test in it failed. */
export interface ChartPoint {
  /** Unix time in ms of its beginning. */
  readonly at: number;
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
  readonly failed?: number;
}

export interface ChartLine {
  readonly colour: string;
  /** `↓`, `↑` or a number: what stands for the line's name, which may be in any script. */
  readonly mark: string;
  /** Stands beside the mark where it can be drawn. */
  readonly name?: string;
  readonly points: readonly ChartPoint[];
}

export interface LineChart {
  readonly unit: Unit;
  readonly lines: readonly ChartLine[];
  readonly stepMs: number;
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Fills the space below a line. */
  readonly filled: boolean;
  /** How far the wall clock is ahead of UTC; default: where the bot runs. */
  readonly offsetAt?: (atMs: number) => number;
}

/** Two points that are further apart than so many steps have a gap between them. */
const gapSteps = 1.6;

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (atMs: number) => number;
  readonly y: (value: number) => number;
}

/** A value as people read it. */
export function valueText(unit: Unit, value: number): string {
  switch (unit) {
    case "rate":
      return byteRate(value);
    case "bytes":
      return byteCount(value);
    case "ms":
      return `${Math.round(value)} ms`;
    case "count":
      return String(Math.round(value));
  }
}

function numbers(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

interface Figures {
  readonly now: number | undefined;
  readonly avg: number | undefined;
  readonly max: number | undefined;
}

/** Mean and peak of a line, and what it is at now; undefined where nothing was measured. */
export function figuresOf(line: ChartLine, { untilMs, stepMs }: Pick<LineChart, "untilMs" | "stepMs">): Figures {
  const means = numbers(line.points.map(({ avg }) => avg));
  const peaks = numbers(line.points.map(({ max }) => max));
  const last = line.points.at(-1);
  const isNow = last !== undefined && last.at >= untilMs - 3 * stepMs && last.avg !== null;
  return {
    now: isNow ? (last.avg ?? undefined) : undefined,
    avg: means.length === 0 ? undefined : means.reduce((sum, value) => sum + value, 0) / means.length,
    max: peaks.length === 0 ? undefined : peaks.reduce((most, value) => Math.max(most, value), 0),
  };
}

function legendOf(chart: LineChart): LegendEntry[] {
  const { unit, lines } = chart;
  const text = (value: number | undefined): string => (value === undefined ? "–" : valueText(unit, value));
  return lines.map((line) => {
    const { now, avg, max } = figuresOf(line, chart);
    const { colour, mark, name } = line;
    return {
      colour,
      mark,
      value: text(now),
      ...(name === undefined ? {} : { name }),
      details: [`avg ${text(avg)}`, `max ${text(max)}`],
    };
  });
}

/** Runs of points with a value and no gap between them. */
export function runsOf(points: readonly ChartPoint[], stepMs: number): ChartPoint[][] {
  const runs: ChartPoint[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point.avg === null) {
      lastAt = Number.NEGATIVE_INFINITY;
      continue;
    }
    if (point.at - lastAt > gapSteps * stepMs) runs.push([]);
    runs.at(-1)?.push(point);
    lastAt = point.at;
  }
  return runs;
}

/** Times in which no line has any point: the core, or we, were away. */
export function gapsOf({ lines, stepMs, sinceMs, untilMs }: LineChart): [number, number][] {
  const moments = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const gaps: [number, number][] = [];
  let until = sinceMs;
  for (const at of [...moments, untilMs]) {
    if (at - until > gapSteps * stepMs) gaps.push([until, at]);
    until = Math.max(until, at + stepMs);
  }
  return gaps;
}

function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
}

function drawRun(run: readonly ChartPoint[], line: ChartLine, plot: Plot, chart: LineChart): string {
  const { filled, stepMs, lines } = chart;
  const middle = (point: ChartPoint): number => plot.x(point.at + stepMs / 2);
  const mean = run.map((point) => [middle(point), plot.y(point.avg ?? 0)] as const);
  const [first, last] = [mean[0], mean.at(-1)];
  if (first === undefined || last === undefined) return "";
  if (mean.length === 1) return `<circle cx="${px(first[0])}" cy="${px(first[1])}" r="4" fill="${line.colour}"/>`;
  const below = filled
    ? `<path d="${path(mean)}L${px(last[0])} ${px(plot.bottom)}L${px(first[0])} ${px(plot.bottom)}Z" fill="${line.colour}" fill-opacity="0.16"/>`
    : lines.length <= mostBands
      ? bandOf(run, line, plot, middle)
      : "";
  return `${below}<path d="${path(mean)}" fill="none" stroke="${line.colour}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"/>`;
}

/** From the lowest to the highest of each step. */
function bandOf(
  run: readonly ChartPoint[],
  { colour }: ChartLine,
  plot: Plot,
  middle: (point: ChartPoint) => number,
): string {
  const highs = run.map((point) => [middle(point), plot.y(point.max ?? point.avg ?? 0)] as const);
  const lows = run.map((point) => [middle(point), plot.y(point.min ?? point.avg ?? 0)] as const);
  return `<path d="${path([...highs, ...lows.reverse()])}Z" fill="${colour}" fill-opacity="0.18"/>`;
}

/** Where tests failed: a red mark at the foot. */
function failuresOf({ lines, stepMs }: LineChart, plot: Plot): string {
  const failed = new Set(
    lines.flatMap(({ points }) => points.flatMap((point) => ((point.failed ?? 0) > 0 ? [point.at] : []))),
  );
  const width = Math.max(3, plot.x(stepMs) - plot.x(0));
  return [...failed]
    .map(
      (at) =>
        `<rect x="${px(plot.x(at))}" y="${px(plot.bottom - 9)}" width="${px(width)}" height="9" fill="${theme.failed}"/>`,
    )
    .join("");
}

function gridOf(scale: ValueScale, chart: LineChart, plot: Plot): string {
  const values = scale.ticks.map(({ at, label }) => {
    const y = plot.y(at);
    const line = `<path d="M${px(plot.left)} ${px(y)}H${px(plot.right)}" stroke="${at === 0 ? theme.axis : theme.grid}" stroke-width="2"/>`;
    return line + lettering(label, { x: plot.left - 16, y: y + 9, size: axisSize, fill: theme.muted, anchor: "end" });
  });
  const times = timeTicks(chart.sinceMs, chart.untilMs, chart.offsetAt).map(({ at, label }) => {
    const x = plot.x(at);
    const mark = `<path d="M${px(x)} ${px(plot.top)}V${px(plot.bottom)}" stroke="${theme.grid}" stroke-width="1"/>`;
    // A label at the very edge would be cut off.
    const isInside = x > plot.left + 20 && x < plot.right - 28;
    const text = { x, y: plot.bottom + 40, size: axisSize, fill: theme.muted, anchor: "middle" } as const;
    return mark + (isInside ? lettering(label, text) : "");
  });
  return values.join("") + times.join("");
}

const axisSize = 26;
const margin = { left: 164, right: 40, bottom: 64, top: 24 } as const;

/** Lines over time, with their figures above. 1280 × 720, in its own outlines: it needs no font. */
export function lineChart(chart: LineChart): string {
  const entries = legendOf(chart);
  const means = numbers(chart.lines.flatMap(({ points }) => points.map(({ avg }) => avg)));
  const scale = valueScale(chart.unit, means.reduce((most, value) => Math.max(most, value), 0) * 1.08);
  const left = margin.left;
  const right = theme.width - margin.right;
  const top = legendHeight(entries.length) + margin.top;
  const bottom = theme.height - margin.bottom;
  const span = Math.max(1, chart.untilMs - chart.sinceMs);
  const plot: Plot = {
    left,
    right,
    top,
    bottom,
    x: (atMs) => left + ((atMs - chart.sinceMs) / span) * (right - left),
    y: (value) => bottom - (value / scale.top) * (bottom - top),
  };
  const gaps = gapsOf(chart).map(
    ([from, to]) =>
      `<rect x="${px(plot.x(from))}" y="${px(top)}" width="${px(plot.x(to) - plot.x(from))}" height="${px(bottom - top)}" fill="url(#gap)"/>`,
  );
  const lines = chart.lines.flatMap((line) =>
    runsOf(line.points, chart.stepMs).map((run) => drawRun(run, line, plot, chart)),
  );
  const clip = `<clipPath id="plot"><rect x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}"/></clipPath>`;
  return frame(
    `${clip}${gapPattern}`,
    [
      gaps.join(""),
      gridOf(scale, chart, plot),
      `<g clip-path="url(#plot)">${lines.join("")}${failuresOf(chart, plot)}</g>`,
      legend(entries),
    ].join(""),
  );
}

const gapPattern = `<pattern id="gap" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="14" height="14" fill="${theme.plot}"/><rect width="4" height="14" fill="${theme.grid}" fill-opacity="0.55"/></pattern>`;
