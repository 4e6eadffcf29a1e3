import { describe, expect, test } from "vitest";
import { type ChartLine, type ChartPoint, figuresOf, gapsOf, lineChart, runsOf, valueText } from "./line-chart.ts";
import { theme } from "./theme.table.ts";

const stepMs = 10_000;
const point = (slot: number, avg: number | null, more: Partial<ChartPoint> = {}): ChartPoint => ({
  at: slot * stepMs,
  min: avg,
  avg,
  max: avg,
  ...more,
});
const line = (points: readonly ChartPoint[], more: Partial<ChartLine> = {}): ChartLine => ({
  colour: "#123456",
  mark: "1",
  points,
  ...more,
});
const chart = (lines: readonly ChartLine[], slots = 30) => ({
  unit: "ms" as const,
  lines,
  stepMs,
  sinceMs: 0,
  untilMs: slots * stepMs,
  filled: false,
  offsetAt: () => 0,
});
const many = Array.from({ length: 30 }, (_, slot) => point(slot, 50 + slot));

/** What an SVG must be to be drawn at all: its tags closed, its numbers numbers. */
function expectSound(svg: string): void {
  const open: string[] = [];
  const astray: string[] = [];
  for (const [, slash, name = "", , closed] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
    if (slash !== "/" && closed !== "/") open.push(name);
    else if (slash === "/" && open.pop() !== name) astray.push(name);
  }
  expect([...open, ...astray]).toEqual([]);
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
}

describe("a chart of lines", () => {
  test("is a picture of 1280 × 720 without any text that would need a font", () => {
    const svg = lineChart(chart([line(many), line(many)]));
    expectSound(svg);
    expect(svg).toMatch(/^<svg [^>]*width="1280" height="720"/);
    expect(svg).not.toContain("<text");
    expect(svg).not.toContain("font");
  });

  test("draws each line once in its colour, and one where nothing is missing", () => {
    const svg = lineChart(chart([line(many, { colour: "#aa0000" }), line(many, { colour: "#00aa00" })]));
    expect(svg.match(/stroke="#aa0000" stroke-width="3"/g)).toHaveLength(1);
    expect(svg.match(/stroke="#00aa00" stroke-width="3"/g)).toHaveLength(1);
    expect(svg).not.toContain('fill="url(#gap)"');
  });

  test("shows that nothing is known of a time, rather than a line through it", () => {
    const points = many.filter((_, slot) => slot < 10 || slot >= 20);
    const svg = lineChart(chart([line(points)]));
    expectSound(svg);
    expect(svg.match(/stroke-width="3"/g)).toHaveLength(2);
    expect(svg.match(/fill="url\(#gap\)"/g)).toHaveLength(1);
  });

  test("marks tests that got no answer at the foot", () => {
    const svg = lineChart(chart([line([...many.slice(0, 28), point(28, null, { failed: 2 }), point(29, 60)])]));
    expectSound(svg);
    expect(svg.match(new RegExp(`fill="${theme.failed}"`, "g"))).toHaveLength(1);
    expect(svg).toContain("<circle");
  });

  test.each([
    ["nothing", []],
    ["one point", [point(3, 20)]],
    ["zeros", many.map(({ at }) => ({ at, min: 0, avg: 0, max: 0 }))],
    ["failures only", many.map(({ at }) => ({ at, min: null, avg: null, max: null, failed: 1 }))],
  ])("of %s is a sound picture", (_, points) => {
    expectSound(lineChart(chart([line(points)])));
    expectSound(lineChart({ ...chart([line(points)]), filled: true, unit: "rate" }));
  });

  test("of hostile names is a sound picture", () => {
    for (const name of ['<script>"&', "节点 🇭🇰", "\u202E\u0000", "x".repeat(300)])
      expectSound(lineChart(chart([line(many, { name })])));
  });
});

test("a line is cut where a step is missing and where every test failed, and nowhere else", () => {
  const points = [point(0, 1), point(1, 1), point(2, null, { failed: 1 }), point(3, 1), point(5, 1), point(6, 1)];
  expect(runsOf(points, stepMs).map((run) => run.length)).toEqual([2, 1, 2]);
});

test("a gap is a time in which no line has anything, from the very beginning to the very end", () => {
  const lines = [line([point(5, 1), point(6, 1)]), line([point(12, 1)])];
  expect(gapsOf(chart(lines, 20))).toEqual([
    [0, 5 * stepMs],
    [7 * stepMs, 12 * stepMs],
    [13 * stepMs, 20 * stepMs],
  ]);
});

test("the figures are the mean, the highest of all, and what is now", () => {
  const points = [point(27, 10, { max: 90 }), point(28, 30), point(29, 20)];
  expect(figuresOf(line(points), { untilMs: 300_000, stepMs })).toEqual({ now: 20, avg: 20, max: 90 });
  expect(figuresOf(line(points.slice(0, 1)), { untilMs: 900_000, stepMs }).now).toBeUndefined();
  expect(figuresOf(line([]), { untilMs: 300_000, stepMs })).toEqual({
    now: undefined,
    avg: undefined,
    max: undefined,
  });
});

test.each([
  ["rate", 2_000_000, "1.9 MB/s"],
  ["bytes", 1024, "1.0 KB"],
  ["ms", 45.4, "45 ms"],
  ["count", 3.6, "4"],
] as const)("%s of %d reads %s", (unit, value, text) => {
  expect(valueText(unit, value)).toBe(text);
});
