import { expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { HandRule } from "./hand.ts";
import { OwnHand } from "./own-hand.ts";

function setUp() {
  const { clock, events, book } = recordedBook();
  const hand = new OwnHand();
  const rule = new HandRule({ book, controller: "home", now: clock.now, hand });
  const wait = (ms: number): void => {
    clock.jump(ms);
    rule.tick();
  };
  const told = (): unknown[] => events.map(({ alert }) => alert.data);
  const done = (): void =>
    hand.add(
      { at: new Date(clock.now()).toISOString(), controller: "home", operation: "set-mode", tookMs: 50 },
      clock.now(),
    );
  return { rule, wait, told, done };
}

test("what is read for the first time was not changed", () => {
  const { rule, wait, told } = setUp();
  rule.onMode(undefined, "rule");
  rule.onSettings(["log-level", "port", "tun"]);
  wait(60_000);
  expect(told()).toEqual([]);
});

test("a mode and settings that somebody else changed are told after a moment", () => {
  const { rule, wait, told } = setUp();
  rule.onSettings(["log-level", "port", "tun"]);
  rule.onMode("rule", "global");
  rule.onSettings(["allow-lan"]);
  wait(9999);
  expect(told()).toEqual([]);
  wait(1);
  expect(told()).toEqual([{ was: "rule", now: "global" }, { keys: ["allow-lan"] }]);
});

test("what was done through us is no news, though its record comes after its change", () => {
  const { rule, wait, told, done } = setUp();
  rule.onMode("rule", "global");
  wait(40);
  done();
  wait(60_000);
  expect(told()).toEqual([]);
  rule.onMode("global", "rule");
  wait(10_000);
  expect(told()).toHaveLength(1);
});
