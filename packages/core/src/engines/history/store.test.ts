import type { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { ledgerFile } from "../../../test/support/ledger.ts";
import { openHistoryDatabase } from "./database.ts";
import { type Line, Slots } from "./slots.ts";
import { HistoryStore } from "./store.ts";

const up: Line = { controller: "home", kind: "up", group: "" };
const hour = 3_600_000;

function opened(): { readonly database: DatabaseSync; readonly store: HistoryStore } {
  const database = openHistoryDatabase({ file: ledgerFile(), nowMs: 0, onTrouble: () => {} });
  onTestFinished(() => database.close());
  return { database, store: new HistoryStore(database) };
}

function save(
  store: HistoryStore,
  ...measured: readonly (readonly [line: Line, atMs: number, value: number | null])[]
) {
  const slots = new Slots();
  for (const [line, atMs, value] of measured) slots.add(line, atMs, value);
  store.save(slots);
}

const slotsOf = (database: DatabaseSync, step: number): readonly Record<string, unknown>[] =>
  database
    .prepare("SELECT at, min, max, sum, count, failed FROM history_slots WHERE step = ? ORDER BY at")
    .all(step)
    .map((row) => ({ ...row }));

const countOf = (database: DatabaseSync, step: number): number => slotsOf(database, step).length;

test("a slot that is met again holds both: over a flush, a restart, or a clock that was put back", () => {
  const { database, store } = opened();
  save(store, [up, 1000, 5]);
  save(store, [up, 2000, null]);
  save(new HistoryStore(database), [up, 3000, 1]);
  expect(slotsOf(database, 10)).toEqual([{ at: 0, min: 1, max: 5, sum: 6, count: 2, failed: 1 }]);
});

test("a save that fails leaves nothing of itself", () => {
  const { database, store } = opened();
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON history_slots WHEN NEW.step = 900
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  expect(() => save(store, [up, 0, 1])).toThrow("disk full");
  expect(countOf(database, 10)).toBe(0);
  database.exec("DROP TRIGGER full");
  save(store, [up, 0, 1]);
  expect(countOf(database, 10)).toBe(1);
});

describe("tidying", () => {
  /** One measurement each 10 s. */
  const day = (fromMs: number, hours: number): readonly (readonly [Line, number, number])[] =>
    Array.from({ length: hours * 360 }, (_, index) => [up, fromMs + index * 10_000, 1] as const);

  test("keeps an hour of the finest, the newest", () => {
    const { database, store } = opened();
    for (let at = 0; at < 5; at++) save(store, ...day(at * hour, 1));
    store.prune(5 * hour);
    expect(countOf(database, 10)).toBe(360);
    expect(slotsOf(database, 10)[0]?.["at"]).toBe(4 * 3600);
    expect(countOf(database, 60)).toBe(300);
    expect(countOf(database, 900)).toBe(20);
  });

  test("after a clock that ran ahead drops nothing that is older, and takes no room from the present", () => {
    const { database, store } = opened();
    const ahead = 400 * 24 * hour;
    save(store, ...day(0, 1));
    save(store, ...day(ahead, 1));
    store.prune(ahead + hour);
    expect(countOf(database, 60)).toBe(120);
    save(store, ...day(hour, 1));
    store.prune(2 * hour);
    const times = slotsOf(database, 10).map(({ at }) => Number(at));
    expect(times.filter((at) => at < 7200)).toHaveLength(360);
    expect(times.length).toBeLessThanOrEqual(720);
  });

  test("with a clock that stands years behind keeps what lies in its future", () => {
    const { database, store } = opened();
    save(store, ...day(1000 * hour, 1));
    store.prune(0);
    expect(countOf(database, 10)).toBe(360);
  });

  test("forgets a group that got nothing for 90 days while others did", () => {
    const { database, store } = opened();
    const [old, live]: readonly Line[] = ["Old", "Live"].map((group) => ({ controller: "home", kind: "delay", group }));
    if (old === undefined || live === undefined) throw new Error("unreachable");
    save(store, [old, 0, 30], [live, 0, 20]);
    save(store, [live, 89 * 24 * hour, 20]);
    store.prune(89 * 24 * hour);
    expect(database.prepare("SELECT count(*) AS n FROM history_lines").get()).toEqual({ n: 2 });
    save(store, [live, 91 * 24 * hour, 20]);
    store.prune(91 * 24 * hour);
    expect(database.prepare(`SELECT "group" FROM history_lines`).all()).toEqual([{ group: "Live" }]);
    save(store, [old, 92 * 24 * hour, 30]);
    expect(database.prepare("SELECT count(*) AS n FROM history_lines").get()).toEqual({ n: 2 });
  });
});
