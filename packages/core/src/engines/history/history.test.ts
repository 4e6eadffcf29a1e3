import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ledgerAt, ledgerFile } from "../../../test/support/ledger.ts";
import { emptySnapshot } from "../../observer/snapshot.ts";
import type { StreamEvent, Subscription } from "../../streams/types.ts";
import { type History, type HistoryOptions, openHistory, openHistoryReader } from "./history.ts";
import type { Recorded } from "./recorder.ts";

const start = Date.parse("2026-11-24T10:00:00Z");

/** A controller that only says how much memory it takes. */
function home(id = "home") {
  const listeners = new Set<(event: StreamEvent<{ inuse: number }>) => void>();
  const onEvent = (listener: (event: StreamEvent<{ inuse: number }>) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const silent = { onEvent: () => () => {}, health: { state: "live" } };
  const controller = {
    id,
    streams: { traffic: silent, memory: { ...silent, onEvent }, connections: () => silent },
    observer: {
      snapshot: emptySnapshot,
      watch: () => [] as unknown as Subscription<never>,
    },
  } as unknown as Recorded;
  return {
    controller,
    uses: (inuse: number) => listeners.forEach((listener) => listener({ kind: "frame", frame: { inuse } })),
    get readers() {
      return listeners.size;
    },
  };
}

function historyAt(file: string, options: Partial<HistoryOptions> = {}) {
  const clock = { ms: start };
  const troubles: string[] = [];
  const history = openHistory({
    file,
    timeZone: "UTC",
    now: () => clock.ms,
    onTrouble: (message) => troubles.push(message),
    ...options,
  });
  onTestFinished(() => history.close());
  return { history, clock, troubles };
}

const peaks = (history: Pick<History, "series">, controller = "home") =>
  history.series({ controller, what: "memory" }).lines[0]?.points.map(({ max }) => max);

test("draws what it follows, over a restart and beside the ledger of the same file", () => {
  const file = ledgerFile();
  ledgerAt(file, start);
  const first = historyAt(file);
  const [here, there] = [home(), home("office")];
  first.history.follow(here.controller);
  const leave = first.history.follow(there.controller);
  expect(() => first.history.follow(here.controller)).toThrow("follows home already");
  here.uses(5);
  there.uses(9);
  leave();
  there.uses(99);
  expect([peaks(first.history), peaks(first.history, "office"), there.readers]).toEqual([[5], [9], 0]);
  here.uses(7);
  first.history.close();
  first.history.close();
  expect(here.readers).toBe(0);

  const second = historyAt(file);
  expect(peaks(second.history)).toEqual([7]);
  second.history.follow(here.controller);
  here.uses(6);
  expect(second.history.series({ controller: "home", what: "memory" }).lines[0]?.points).toEqual([
    { at: start, min: 5, avg: 6, max: 7 },
  ]);
});

test("a reader sees what was saved, and says when nothing was", () => {
  const file = ledgerFile();
  expect(() => openHistoryReader({ file })).toThrow(expect.objectContaining({ code: "not-found" }));
  const { history } = historyAt(file);
  const one = home();
  history.follow(one.controller);
  one.uses(5);
  history.flush();
  one.uses(50);
  const reader = openHistoryReader({ file, timeZone: "UTC", now: () => start });
  expect(peaks(reader)).toEqual([5]);
  reader.close();
  reader.close();
  history.close();
  for (const closed of [reader, history])
    expect(() => peaks(closed)).toThrow(expect.objectContaining({ code: "aborted" }));
});

test("a clock that jumps costs no history: ahead, and back again", () => {
  const { history, clock } = historyAt(ledgerFile());
  const one = home();
  history.follow(one.controller);
  one.uses(1);
  clock.ms = start + 10 * 365 * 86_400_000;
  one.uses(2);
  history.flush();
  clock.ms = start + 20_000;
  one.uses(3);
  expect(peaks(history)).toEqual([1, 3]);
  clock.ms = start - 60_000;
  one.uses(4);
  clock.ms = start + 30_000;
  expect(peaks(history)).toEqual([4, 1, 3]);
});

describe("trouble", () => {
  test("with the file is told once, and what was measured meanwhile is saved after it", () => {
    const file = ledgerFile();
    const { history, clock, troubles } = historyAt(file);
    const one = home();
    history.follow(one.controller);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    one.uses(5);
    history.flush();
    clock.ms += 10_000;
    one.uses(6);
    history.flush();
    expect(troubles).toEqual([expect.stringMatching(/^The curves in .* cannot be saved \(database is locked\)/)]);
    other.exec("ROLLBACK");
    other.close();
    expect(peaks(history)).toEqual([5, 6]);
  });

  test("of a file that was taken away does not lose the curves to a file without a name", () => {
    const file = ledgerFile();
    const { history } = historyAt(file);
    const one = home();
    history.follow(one.controller);
    one.uses(5);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    history.flush();
    const reader = openHistoryReader({ file, timeZone: "UTC", now: () => start });
    onTestFinished(() => reader.close());
    expect(peaks(reader)).toEqual([5]);
  });
});

test("saves once a minute and tidies twice an hour by itself, and leaves no timer behind", () => {
  vi.useFakeTimers();
  try {
    const file = ledgerFile();
    const { history, clock } = historyAt(file);
    const one = home();
    history.follow(one.controller);
    const reader = openHistoryReader({ file, timeZone: "UTC", now: () => clock.ms });
    onTestFinished(() => reader.close());
    const slots = new DatabaseSync(file, { readOnly: true });
    onTestFinished(() => slots.close());
    const fine = () => slots.prepare("SELECT count(*) AS n FROM history_slots WHERE step = 10").get()?.["n"];

    one.uses(1);
    vi.advanceTimersByTime(59_999);
    expect(peaks(reader)).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(peaks(reader)).toEqual([1]);
    for (let slot = 1; slot < 500; slot++) {
      clock.ms = start + slot * 10_000;
      one.uses(1);
      if (slot % 100 === 0) history.flush();
    }
    history.flush();
    expect(fine()).toBe(500);
    vi.advanceTimersByTime(1_800_000);
    expect(fine()).toBe(360);
    history.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
