import { expect, test } from "vitest";
import { ControllerError, type ErrorCode } from "../../../client/errors.ts";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { CoreRule } from "./core.ts";
import { OwnHand } from "./own-hand.ts";

function setUp(known?: string) {
  const { clock, events, book } = recordedBook();
  const hand = new OwnHand();
  const versions = new Map(known === undefined ? [] : [["home", known]]);
  const rule = new CoreRule({ book, controller: "home", now: clock.now, hand, versions });
  const wait = (seconds: number): void => {
    clock.jump(seconds * 1000);
    rule.tick();
    book.tick();
  };
  const lost = (code: ErrorCode): void =>
    rule.onState({
      reachability: code === "unauthorized" ? "unauthorized" : "unreachable",
      error: new ControllerError(code, "No."),
    });
  const back = (): void => rule.onState({ reachability: "reachable" });
  const told = (): string[] => events.map(({ type, alert }) => `${type} ${alert.kind}`);
  return { clock, events, hand, rule, wait, lost, back, told };
}

test("an outage is told with its reason, and its end with the restart that it was", () => {
  const { events, rule, wait, lost, back, told } = setUp();
  lost("timeout");
  wait(5);
  expect(events[0]?.alert).toMatchObject({ data: { reason: "timeout", restarted: false } });
  wait(55);
  back();
  rule.onRestart("v1.20.0");
  wait(20);
  expect(told()).toEqual(["raised core-lost", "recovered core-lost"]);
});

test("a restart without an outage is a notice with the version", () => {
  const { events, rule, wait, told } = setUp();
  rule.onRestart("v1.20.0");
  wait(9);
  expect(told()).toEqual([]);
  wait(1);
  expect(told()).toEqual(["raised core-restarted"]);
  expect(events[0]?.alert.data).toEqual({ version: "v1.20.0" });
});

test("a restart that somebody asked for through us is none", () => {
  const { clock, hand, rule, wait, told } = setUp();
  rule.onRestart(undefined);
  wait(2);
  hand.add(
    { at: new Date(clock.now()).toISOString(), controller: "home", operation: "restart-core", tookMs: 3000 },
    clock.now(),
  );
  wait(20);
  expect(told()).toEqual([]);
});

test("a refused secret is another alert than an outage, and the one ends the other", () => {
  const { wait, lost, back, told } = setUp();
  lost("unauthorized");
  wait(5);
  lost("unreachable");
  wait(5);
  back();
  expect(told()).toEqual([
    "raised secret-refused",
    "recovered secret-refused",
    "raised core-lost",
    "recovered core-lost",
  ]);
});

test("another version is told with both, and no restart besides", () => {
  const { events, rule, wait, told } = setUp();
  rule.onVersion("v1.19.2");
  rule.onVersion("v1.19.2");
  wait(60);
  expect(told()).toEqual([]);
  rule.onRestart("v1.20.0");
  wait(20);
  expect(told()).toEqual(["raised core-updated"]);
  expect(events[0]?.alert.data).toEqual({ was: "v1.19.2", now: "v1.20.0" });
  wait(120);
  rule.onRestart("v1.20.0");
  wait(20);
  expect(told()).toEqual(["raised core-updated", "raised core-restarted"]);
});

test("an update of the time when nobody looked is told, and one that somebody asked for through us is not", () => {
  const away = setUp("v1.19.2");
  away.rule.onVersion("v1.20.0");
  away.wait(10);
  expect(away.told()).toEqual(["raised core-updated"]);
  const own = setUp("v1.19.2");
  own.rule.onRestart("v1.20.0");
  const at = new Date(own.clock.now() + 1000).toISOString();
  own.hand.add({ at, controller: "home", operation: "upgrade-core", tookMs: 3000 }, own.clock.now());
  own.wait(20);
  expect(own.told()).toEqual([]);
});
