import { describe, expect, test } from "vitest";
import { type AlertRow, alertRows, createAlertWatch } from "./alert-watch.ts";

const row = (key: string, state: string, count = 1): AlertRow => ({ key, kind: "core-lost", state, count });

describe("what is new in the list of alerts", () => {
  test("is nothing at first, then what is raised, and what is over", () => {
    const watch = createAlertWatch();
    expect(watch.next([row("old", "open")])).toEqual({ raised: [], over: [] });
    expect(watch.next([row("old", "open"), row("new", "open"), row("note", "notice")])).toEqual({
      raised: [row("new", "open"), row("note", "notice")],
      over: [],
    });
    expect(watch.next([row("old", "recovered"), row("new", "open"), row("note", "notice")])).toEqual({
      raised: [],
      over: [row("old", "recovered")],
    });
  });

  test("is told again when it happens again, and as over when the app forgot it", () => {
    const watch = createAlertWatch();
    watch.next([row("note", "notice"), row("open", "open"), row("done", "recovered")]);
    expect(watch.next([row("note", "notice", 2), row("done", "open")])).toEqual({
      raised: [row("note", "notice", 2), row("done", "open")],
      over: [row("open", "recovered")],
    });
  });

  test("leaves out what is no alert", () => {
    expect(alertRows({ rows: [row("a", "open"), null, 5, { key: "b" }, { key: "c", state: "open" }] })).toEqual([
      row("a", "open"),
      { key: "c", kind: "c", state: "open", count: 1 },
    ]);
    expect([alertRows(null), alertRows({}), alertRows({ rows: {} })]).toEqual([[], [], []]);
  });
});
