import { expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { defaultAlertsSettings } from "../config.ts";
import { LoadRule } from "./load.ts";

const mb = 1024 ** 2;

function setUp(settings: Partial<typeof defaultAlertsSettings> = { "memory-above-mb": 100, "connections-above": 500 }) {
  const { clock, events, book } = recordedBook();
  const parts = { book, controller: "home", now: clock.now };
  const rule = new LoadRule(parts, { ...defaultAlertsSettings, ...settings });
  const see = (memory: number, count: number, seconds = 60): string[] => {
    const connections = { count, uploadTotal: 0, downloadTotal: 0 };
    rule.judge({ reachability: "reachable", memory: memory * mb, connections });
    clock.jump(seconds * 1000);
    book.tick();
    return events.map(({ type, alert }) => `${type} ${alert.kind}`);
  };
  return { rule, see, events };
}

test("what stays above for a minute is told with its figures, and is over only well below", () => {
  const { see, events } = setUp();
  expect(see(120, 10, 59)).toEqual([]);
  expect(see(120, 10, 1)).toEqual(["raised memory-high"]);
  expect(events[0]?.alert.data).toEqual({ memory: 120 * mb, above: 100 * mb });
  expect(see(95, 10)).toHaveLength(1);
  expect(see(90, 10)).toEqual(["raised memory-high", "recovered memory-high"]);
  expect(see(50, 501).at(-1)).toBe("raised connections-many");
});

test("a moment above is none, and while the core is away nothing is known", () => {
  const { rule, see, events } = setUp();
  see(120, 10, 30);
  see(80, 10, 60);
  expect(events).toEqual([]);
  see(120, 10);
  rule.judge({ reachability: "unreachable", memory: 0 });
  expect(events.map(({ type }) => type)).toEqual(["raised"]);
});

test("nothing is read or told where nothing was said", () => {
  const { rule, see } = setUp({});
  expect(rule.reads).toEqual([]);
  expect(see(99_999, 99_999)).toEqual([]);
  expect(setUp().rule.reads).toEqual(["memory", "connections"]);
});
