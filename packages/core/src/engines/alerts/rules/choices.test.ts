import { expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import type { GroupView } from "../../../observer/types.ts";
import { ChoicesRule } from "./choices.ts";

const hour = 3_600_000;
const groups = [
  { name: "Auto", type: "URLTest", fixed: "" },
  { name: "Pinned", type: "URLTest", fixed: "HK" },
  { name: "Hand", type: "Selector" },
  { name: "Back", type: "Fallback" },
] as unknown as readonly GroupView[];

function setUp(every: number | "off" = hour) {
  const { clock, events, book } = recordedBook();
  const rule = new ChoicesRule({ book, controller: "home", now: clock.now }, every === "off" ? undefined : every);
  const choose = (group: string, now: string, was: string | null = "X"): void =>
    rule.onSelected({ type: "group-selected", group, was: was ?? undefined, now }, { groups });
  const wait = (ms: number) => {
    clock.jump(ms);
    rule.tick();
    return events.map(({ alert }) => alert.data);
  };
  return { choose, wait };
}

test("what automatic groups chose within an hour is one word, those that changed most first", () => {
  const { choose, wait } = setUp();
  choose("Back", "JP");
  for (const node of ["HK", "JP", "SG"]) choose("Auto", node);
  for (const group of ["Pinned", "Hand", "Gone"]) choose(group, "HK");
  expect(wait(hour - 1)).toEqual([]);
  const told = {
    minutes: 60,
    groups: [
      { group: "Auto", times: 3, now: "SG" },
      { group: "Back", times: 1, now: "JP" },
    ],
  };
  expect(wait(1)).toEqual([told]);
  expect(wait(10 * hour)).toEqual([told]);
});

test("what is read for the first time was not chosen, and where nothing is wanted nothing is told", () => {
  const first = setUp();
  first.choose("Auto", "HK", null);
  expect(first.wait(2 * hour)).toEqual([]);
  const off = setUp("off");
  off.choose("Auto", "HK");
  expect(off.wait(2 * hour)).toEqual([]);
});
