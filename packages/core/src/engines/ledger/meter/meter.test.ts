import { describe, expect, test } from "vitest";
import { connection, frameOf } from "../../../../test/support/connections.ts";
import type { ConnectionsFrame } from "../../../schemas/connection.ts";
import { FrameScanner } from "../frame/frame-scanner.ts";
import { Calendar } from "../time/calendar.ts";
import type { MeterState } from "./counted.ts";
import { Meter } from "./meter.ts";

const start = Date.parse("2026-11-24T10:00:00Z");
const later = (ms: number): string => new Date(start + ms).toISOString();

function setUp(state?: MeterState) {
  const meter = new Meter({ calendar: new Calendar("UTC"), hosts: "full", maxGapMs: 10_000, state });
  const scanner = new FrameScanner();
  const batches = () => meter.unsaved()?.batches ?? [];
  const sum = (pick: (row: { upload: number; download: number }) => number): number =>
    batches().reduce((total, { rows }) => total + rows.reduce((inner, row) => inner + pick(row), 0), 0);
  return {
    meter,
    batches,
    upload: () => sum((row) => row.upload),
    download: () => sum((row) => row.download),
    unattributed: () => batches().reduce((total, batch) => total + batch.unattributedDownload, 0),
    observed: () => batches().reduce((total, batch) => total + batch.observedSeconds, 0),
    at: (seconds: number, frame: ConnectionsFrame) => meter.onFrame(scanner.take(frame), start + seconds * 1000),
  };
}

const one = (download: number, more: object = {}) => connection("one", { download, ...more });
const two = (download: number, more: object = {}) => connection("two", { download, ...more });

describe("counting", () => {
  test("the first frame is a baseline, then growth is booked", () => {
    const { at, upload, download } = setUp();
    at(0, frameOf([connection("one", { upload: 10, download: 1000 })]));
    expect(download()).toBe(0);
    at(2, frameOf([connection("one", { upload: 15, download: 1700 })]));
    at(4, frameOf([connection("one", { upload: 15, download: 1800 })]));
    expect([upload(), download()]).toEqual([5, 800]);
  });

  test("what was not in the last frame began after it and counts whole, whatever the core's clock says", () => {
    const { at, download } = setUp();
    at(0, frameOf([]));
    at(2, frameOf([one(500, { start: "1970-01-01T00:00:01Z" })]));
    expect(download()).toBe(500);
  });

  test("connections of one flow share a row, in any order", () => {
    const { at, batches } = setUp();
    at(0, frameOf([]));
    at(2, frameOf([one(1), two(2)]));
    at(4, frameOf([two(20), one(10)]));
    expect(batches()[0]?.rows).toEqual([expect.objectContaining({ download: 30 })]);
  });

  test("no connections at all are null", () => {
    const { at, download } = setUp();
    at(0, { uploadTotal: 0, downloadTotal: 0, connections: null });
    at(2, frameOf([one(5)]));
    at(4, { uploadTotal: 0, downloadTotal: 5, connections: null });
    expect(download()).toBe(5);
  });

  test("a counter that falls or is no number of bytes books nothing", () => {
    const { at, download } = setUp();
    at(0, frameOf([one(100)]));
    at(2, frameOf([one(40)]));
    at(4, frameOf([one(1e300)]));
    expect(download()).toBe(0);
  });

  test("an id that is listed twice books nothing twice, and what vanished is still noticed", () => {
    const { at, meter, download } = setUp();
    at(0, frameOf([one(0), two(0)]));
    meter.saved();
    at(2, frameOf([one(7), one(7)]));
    expect(download()).toBe(7);
    expect([...(meter.unsaved()?.gone ?? [])]).toEqual(["two"]);
  });
});

describe("bytes of no connection", () => {
  test("are what the totals grew more than the connections did", () => {
    const { at, download, unattributed } = setUp();
    at(0, frameOf([one(100)], { download: 5000 }));
    at(2, frameOf([one(150)], { download: 5030 }));
    expect([download(), unattributed()]).toEqual([50, 30]);
  });

  test("are not made by totals that lag behind by a frame", () => {
    const { at, unattributed } = setUp();
    at(0, frameOf([one(0)], { download: 1000 }));
    at(2, frameOf([one(100)], { download: 990 }));
    at(4, frameOf([one(200)], { download: 1000 }));
    expect(unattributed()).toBe(0);
  });

  test("DNS of the core itself is booked without the totals", () => {
    const { at, download, unattributed } = setUp();
    const dns = (bytes: number) => connection("dns", { download: bytes, metadata: { type: "Inner", process: "" } });
    at(0, { uploadTotal: 0, downloadTotal: 100, connections: [dns(0)] });
    at(2, { uploadTotal: 0, downloadTotal: 130, connections: [dns(40)] });
    expect([download(), unattributed()]).toEqual([40, 30]);
  });
});

describe("a core that restarts", () => {
  test("is known by falling totals: all that is open now counts whole, and nothing twice", () => {
    const { at, download, unattributed } = setUp();
    at(0, frameOf([one(9000)], { download: 50_000 }));
    at(2, frameOf([one(9100)], { download: 50_000 }));
    at(4, frameOf([two(30, { start: "2001-01-01T00:00:00Z" })], { download: 12 }));
    expect([download(), unattributed()]).toEqual([130, 12]);
  });
});

describe("a gap", () => {
  test("loses nothing of what stayed open, but is not observed", () => {
    const { at, meter, download, observed } = setUp();
    at(0, frameOf([one(100)]));
    at(2, frameOf([one(200)]));
    meter.gap();
    at(600, frameOf([one(900)]));
    at(602, frameOf([one(900)]));
    expect([download(), observed()]).toEqual([800, 4]);
  });

  test("what is new after it counts whole where it began after the last frame, else from now on", () => {
    const { at, meter, download, unattributed } = setUp();
    at(0, frameOf([one(0, { start: later(-60_000) })], { download: 100_000 }));
    meter.gap();
    const old = connection("old", { download: 7000, start: later(-3_600_000) });
    at(600, frameOf([one(0), two(50, { start: later(30_000) }), old], { download: 100_000 }));
    expect([download(), unattributed()]).toEqual([50, 7000]);
  });

  test.each([
    ["forward", 3600],
    ["back", -3600],
  ])("a clock that jumps %s is one, and no byte is lost", (_, jump) => {
    const { at, download, observed } = setUp();
    at(0, frameOf([one(0)]));
    at(2, frameOf([one(10)]));
    at(jump, frameOf([one(30)]));
    at(jump + 2, frameOf([one(60)]));
    expect([download(), observed()]).toEqual([60, 4]);
  });
});

test("seconds and bytes are booked in their hours", () => {
  const { at, batches } = setUp();
  at(3599, frameOf([one(0)]));
  at(3602, frameOf([one(5)]));
  const [first, second] = [...batches()].sort((a, b) => a.hour - b.hour);
  expect(first).toMatchObject({ hour: start / 1000, observedSeconds: 1, rows: [] });
  expect(second).toMatchObject({ hour: start / 1000 + 3600, observedSeconds: 2, rows: [{ download: 5 }] });
});

describe("saving", () => {
  test("tells the counters that changed and the ids that went, until it is done", () => {
    const { at, meter } = setUp();
    at(0, frameOf([one(1), two(2)]));
    expect([...(meter.unsaved()?.changed.keys() ?? [])]).toEqual(["one", "two"]);
    meter.saved();
    expect(meter.unsaved()).toBeUndefined();
    at(2, frameOf([one(5)]));
    const { changed, gone } = meter.unsaved()!;
    expect([[...changed.keys()], [...gone]]).toEqual([["one"], ["two"]]);
  });

  test("never tells of a connection that came and went between", () => {
    const { at, meter } = setUp();
    at(0, frameOf([]));
    at(2, frameOf([one(1)]));
    at(4, frameOf([], { download: 1 }));
    expect(meter.unsaved()).toMatchObject({ changed: new Map(), gone: new Set() });
  });

  test("tells only of those that are left where frames were missed and others came in their place", () => {
    const scanner = new FrameScanner();
    const meter = new Meter({ calendar: new Calendar("UTC"), hosts: "full", maxGapMs: 10_000 });
    meter.onFrame(scanner.take(frameOf([one(1)])), start);
    meter.saved();
    scanner.take(frameOf([]));
    meter.onFrame(scanner.take(frameOf([two(2)])), start + 4000);
    const { changed, gone } = meter.unsaved()!;
    expect([[...changed.keys()], [...gone]]).toEqual([["two"], ["one"]]);
  });

  test("after it a flow begins a new row", () => {
    const { at, meter, download } = setUp();
    at(0, frameOf([one(0)]));
    at(2, frameOf([one(10)]));
    meter.saved();
    at(4, frameOf([one(15)]));
    expect(download()).toBe(5);
  });
});

describe("after a restart of the app", () => {
  const last = { uploadTotal: 0, downloadTotal: 1000, latestStartMs: start };

  test("what grew meanwhile is booked, and what is new counts whole", () => {
    const { at, download, unattributed } = setUp({ last, counters: [["one", { upload: 0, download: 400 }]] });
    at(90, frameOf([one(700), two(50, { start: later(60_000) })], { download: 600 }));
    expect([download(), unattributed()]).toEqual([350, 0]);
  });

  test("of a core that restarted too nothing is subtracted", () => {
    const { at, download, unattributed } = setUp({ last, counters: [["one", { upload: 0, download: 400 }]] });
    at(90, frameOf([two(50, { start: later(-60_000) })], { download: 20 }));
    expect([download(), unattributed()]).toEqual([50, 20]);
  });
});
