import { expect, test } from "vitest";
import { fakeClock } from "../../../../../test/support/fake-clock.ts";
import { groupView, nodeView } from "../../../../../test/support/views.ts";
import { emptySnapshot } from "../../../../observer/snapshot.ts";
import type { Snapshot } from "../../../../observer/types.ts";
import { DEFAULT_TEST_URL } from "../../../delay/delay-engine.ts";
import { AlertBook } from "../../book/book.ts";
import { defaultAlertsSettings } from "../../config.ts";
import { NodesRule } from "./nodes.ts";

function setUp(settings = defaultAlertsSettings) {
  const clock = fakeClock();
  const book = new AlertBook({ now: clock.now, quietUntil: 0, onEvent: () => {}, onChange: () => {} });
  const rounds: string[] = [];
  let snapshot: Snapshot = emptySnapshot;
  const rule = new NodesRule({
    book,
    controller: "home",
    now: clock.now,
    settings,
    timers: clock.timers,
    snapshot: () => snapshot,
    tests: {
      run: (tests, round) => {
        rounds.push(`${round}: ${tests.map(({ node }) => node).join(" ")}`);
        return Promise.resolve();
      },
    },
  });
  const paint = (delays: Readonly<Record<string, number | null>>): void => {
    const nodes = Object.entries(delays).map(
      ([name, delay]) => [name, nodeView(name, { delays: new Map([[DEFAULT_TEST_URL, delay]]) })] as const,
    );
    snapshot = { ...emptySnapshot, reachability: "reachable", groups: [groupView()], nodes: new Map(nodes) };
  };
  return { clock, book, rule, rounds, paint };
}

test("what looks dead is tested again once, in time to be told as alive", async () => {
  const { clock, rule, rounds, paint } = setUp();
  paint({ a: null, b: 20 });
  rule.judge();
  rule.judge();
  await clock.advance(5000);
  rule.judge();
  await clock.advance(60_000);
  expect(rounds).toEqual(["some: a"]);
  paint({ a: null, b: null });
  rule.judge();
  await clock.advance(5000);
  expect(rounds.slice(1)).toEqual(["some: a b"]);
});

test("tests what is in use, but not of a core that is gone", async () => {
  const { rule, rounds, paint } = setUp();
  await rule.test();
  paint({ a: 20, b: 20 });
  await rule.test();
  expect(rounds).toEqual(["all: a"]);
});

test("counts slowness by round, or by result where nothing is tested by itself", async () => {
  const own = setUp();
  own.paint({ a: 9000, b: 1 });
  for (let time = 0; time < 9; time += 1) own.rule.judge();
  expect(own.book.list()).toEqual([]);
  for (let time = 0; time < 3; time += 1) own.rule.judge(true);
  expect(own.book.list().map(({ kind }) => kind)).toEqual(["latency-high"]);
  const off = setUp({ ...defaultAlertsSettings, "test-current": "off" });
  off.paint({ a: 9000, b: 1 });
  for (let time = 0; time < 3; time += 1) off.rule.judge();
  expect(off.book.list().map(({ kind }) => kind)).toEqual(["latency-high"]);
});

test("leaves no timer behind", () => {
  const { clock, rule, paint } = setUp();
  paint({ a: null, b: 20 });
  rule.judge();
  rule.close();
  expect(clock.waiting).toBe(0);
});
