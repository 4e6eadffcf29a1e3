import { describe, expect, onTestFinished, test } from "vitest";
import { ledgerFile } from "../../../test/support/ledger.ts";
import { Calendar } from "../ledger/time/calendar.ts";
import { openHistoryDatabase } from "./database.ts";
import { type HistorySeries, readSeries, type SeriesQuery } from "./series.ts";
import { type Line, type LineKind, Slots } from "./slots.ts";
import { HistoryStore } from "./store.ts";

const nowMs = Date.parse("2026-11-24T12:00:00Z");
const ago = (seconds: number): number => nowMs - seconds * 1000;

type Measured = readonly [kind: LineKind, atMs: number, value: number | null, group?: string];

function asked(measured: readonly Measured[], query: Omit<SeriesQuery, "controller">): HistorySeries {
  const database = openHistoryDatabase({ file: ledgerFile(), nowMs, onTrouble: () => {} });
  onTestFinished(() => database.close());
  const slots = new Slots();
  const lines = new Map<string, Line>();
  for (const [kind, atMs, value, group = ""] of measured) {
    const line = lines.get(kind + group) ?? { controller: "home", kind, group };
    lines.set(kind + group, line);
    slots.add(line, atMs, value);
  }
  new HistoryStore(database).save(slots);
  return readSeries(database, { controller: "home", ...query }, new Calendar("UTC"), nowMs);
}

test("traffic is two lines, of the last hour where nothing else is asked", () => {
  const measured: Measured[] = [
    ["up", ago(7200), 9],
    ["up", ago(25), 1],
    ["up", ago(24), 3],
    ["down", ago(5), 100],
  ];
  expect(asked(measured, { what: "traffic", maxPoints: 360 })).toEqual({
    lines: [
      { name: "up", points: [{ at: ago(30), min: 1, avg: 2, max: 3 }] },
      { name: "down", points: [{ at: ago(10), min: 100, avg: 100, max: 100 }] },
    ],
    stepMs: 10_000,
    since: ago(3600),
    until: nowMs,
  });
});

describe("fewer points than slots", () => {
  const wave: readonly Measured[] = Array.from({ length: 360 }, (_, index) => [
    "memory",
    ago(3600 - index * 10),
    index === 200 ? 10_000 : index % 7,
  ]);

  test("keep every peak and low, and the mean of all that was measured", () => {
    const { lines, stepMs } = asked(wave, { what: "memory", maxPoints: 12 });
    const points = lines[0]?.points ?? [];
    expect([stepMs, points.length]).toEqual([300_000, 12]);
    expect(Math.max(...points.map(({ max }) => max ?? 0))).toBe(10_000);
    expect(Math.min(...points.map(({ min }) => min ?? 0))).toBe(0);
    const mean = points.reduce((sum, { avg }) => sum + (avg ?? 0), 0) / points.length;
    const real = wave.reduce((sum, [, , value]) => sum + (value ?? 0), 0) / wave.length;
    expect(mean).toBeCloseTo(real, 6);
  });

  test("leave a gap a gap", () => {
    const holed = wave.filter((_, index) => index < 60 || index >= 120);
    const { lines } = asked(holed, { what: "memory", maxPoints: 30 });
    const times = lines[0]?.points.map(({ at }) => (at - ago(3600)) / 1000) ?? [];
    expect(times).toHaveLength(25);
    expect(times.filter((at) => at >= 600 && at < 1200)).toEqual([]);
  });
});

describe("delays", () => {
  const measured: Measured[] = [
    ["delay", ago(120), 40, "Proxy"],
    ["delay", ago(60), null, "Proxy"],
    ["delay", ago(60), 20, "Auto"],
  ];

  test("are a line per group; where every test failed there is a point without a delay", () => {
    expect(asked(measured, { what: "delay" }).lines).toEqual([
      { name: "Auto", points: [{ at: ago(60), min: 20, avg: 20, max: 20 }] },
      {
        name: "Proxy",
        points: [
          { at: ago(120), min: 40, avg: 40, max: 40 },
          { at: ago(60), min: null, avg: null, max: null, failed: 1 },
        ],
      },
    ]);
  });

  test("of one group are its own, and of one that was never drawn an error that knows what was meant", () => {
    expect(asked(measured, { what: "delay", group: "Auto" }).lines.map(({ name }) => name)).toEqual(["Auto"]);
    expect(() => asked(measured, { what: "delay", group: "Prxy" })).toThrow(
      expect.objectContaining({ code: "not-found", message: expect.stringContaining('did you mean "Proxy"?') }),
    );
  });
});

test("what is older is drawn from the wider slots that still hold it", () => {
  const measured: Measured[] = [
    ["connections", ago(86_400), 7],
    ["connections", ago(40 * 86_400), 9],
  ];
  const width = (since: string): number => asked(measured, { what: "connections", since, maxPoints: 5000 }).stepMs;
  expect([width("1h"), width("6h"), width("1d"), width("7d")]).toEqual([10_000, 60_000, 60_000, 900_000]);
  expect(asked(measured, { what: "connections", since: "60d" }).lines[0]?.points.map(({ max }) => max)).toEqual([9, 7]);
});

test("another controller's curves are not shown, and what was never drawn is empty", () => {
  const measured: Measured[] = [["up", ago(5), 1]];
  expect(asked(measured, { what: "memory" }).lines).toEqual([{ name: "memory", points: [] }]);
  const database = openHistoryDatabase({ file: ledgerFile(), nowMs, onTrouble: () => {} });
  onTestFinished(() => database.close());
  const { lines } = readSeries(database, { controller: "other", what: "traffic" }, new Calendar("UTC"), nowMs);
  expect(lines.map(({ points }) => points)).toEqual([[], []]);
});

test("the time ends where it was asked to", () => {
  const measured: Measured[] = [60, 50, 40, 30].map((seconds) => ["up", ago(seconds), seconds]);
  const { lines, until } = asked(measured, { what: "traffic", since: ago(50), until: ago(40), maxPoints: 360 });
  expect(lines[0]?.points.map(({ max }) => max)).toEqual([50]);
  expect(until).toBe(ago(40));
});

test.each<[string, Omit<SeriesQuery, "controller">]>([
  ["ends before it begins", { what: "memory", since: "1h", until: "2h" }],
  ["has no points", { what: "memory", maxPoints: 0 }],
  ["begins at no moment", { what: "memory", since: "soon" }],
  ["begins at no number", { what: "memory", since: Number.NaN }],
  ["wants a group's memory", { what: "memory", group: "Proxy" }],
])("a question that %s is refused", (_, query) => {
  expect(() => asked([], query)).toThrow(expect.objectContaining({ code: "invalid-input" }));
});
