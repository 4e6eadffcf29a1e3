import { expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { SelectionRule } from "./selections.ts";

const pairs = [{ was: "HK 01", now: "HK 01 x2" }];

function setUp() {
  const { clock, events, book } = recordedBook();
  const rule = new SelectionRule({ book, controller: "home", now: clock.now });
  const wait = (ms: number): void => {
    clock.jump(ms);
    rule.tick();
    book.tick();
  };
  const told = (): unknown[] => events.map(({ type, alert }) => [`${type} ${alert.kind}`, alert.data]);
  return { rule, wait, told };
}

test("without following, a lost selection is told after a while, and is over when somebody chooses", () => {
  const { rule, wait, told } = setUp();
  rule.onRenamed({ type: "nodes-renamed", provider: "A", pairs });
  rule.onLost({ type: "selection-lost", group: "Proxy", was: "HK 01", now: "DIRECT" });
  wait(14_999);
  expect(told()).toEqual([]);
  wait(1);
  const lost = { group: "Proxy", was: "HK 01", now: "DIRECT", candidates: [] };
  expect(told()).toEqual([
    ["raised nodes-renamed", { provider: "A", pairs }],
    ["raised selection-lost", lost],
  ]);
  rule.onSelected("Proxy");
  expect(told().slice(2)).toEqual([["recovered selection-lost", lost]]);
});

test("where following put it right, its report is all that is told", () => {
  const { rule, wait, told } = setUp();
  rule.onRenamed({ type: "nodes-renamed", provider: "A", pairs });
  rule.onLost({ type: "selection-lost", group: "Proxy", was: "HK 01", now: "DIRECT" });
  wait(3000);
  rule.onReport({
    type: "nodes-updated",
    controller: "home",
    providers: [{ provider: "A", same: 42, renamed: pairs, gone: ["x", "y"], added: [] }],
    choices: [{ kind: "followed", group: "Proxy", was: "HK 01", fellTo: "DIRECT", now: "HK 01 x2" }],
  });
  rule.onReport({ type: "rules-reapplied", controller: "home", rules: ["MATCH,,Proxy"] });
  wait(60_000);
  const followed = [{ group: "Proxy", was: "HK 01", now: "HK 01 x2" }];
  const data = { providers: ["A"], same: 42, renamed: 1, gone: 2, followed };
  expect(told()).toEqual([["raised selection-followed", data]]);
});

test("where several may be meant, people are told which", () => {
  const { rule, wait, told } = setUp();
  rule.onLost({ type: "selection-lost", group: "Proxy", was: "HK", now: "DIRECT" });
  const candidates = ["HK 01", "HK 02"];
  const lost = { group: "Proxy", was: "HK", now: "DIRECT", candidates };
  rule.onReport({
    type: "nodes-updated",
    controller: "home",
    providers: [{ provider: "A", same: 1, renamed: [], gone: ["HK"], added: candidates }],
    choices: [{ kind: "asked", group: "Proxy", was: "HK", fellTo: "DIRECT", candidates }],
  });
  wait(15_000);
  expect(told()).toEqual([["raised selection-lost", lost]]);
});
