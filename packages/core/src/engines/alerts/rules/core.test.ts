import { expect, test } from "vitest";
import { ControllerError, type ErrorCode } from "../../../client/errors.ts";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { CoreRule } from "./core.ts";
import { OwnHand } from "./own-hand.ts";

function setUp() {
  const { clock, events, book } = recordedBook();
  const hand = new OwnHand();
  const rule = new CoreRule({ book, controller: "home", now: clock.now, hand });
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
