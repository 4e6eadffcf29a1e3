import { expect, test } from "vitest";
import { LogErrorsRule } from "./log-errors.ts";

const minute = 60_000;

test("a burst of one sort is told with its count, and is over when it calmed down", () => {
  const rule = new LogErrorsRule(50);
  for (let line = 0; line < 49; line += 1) rule.add(`dial tcp 10.0.0.${line}:443: timeout`, line * 1000);
  rule.add("something else", 49_000);
  expect(rule.check(49_000)).toEqual([]);
  rule.add("dial tcp 10.0.0.250:443: timeout", 50_000);
  const [burst, ...others] = rule.check(50_000);
  expect(others).toEqual([]);
  expect(burst).toMatchObject({ count: 50, data: { text: "dial tcp …: timeout", lines: 50, minutes: 5 } });
  expect(rule.check(4 * minute)).toHaveLength(1);
  expect(rule.check(6 * minute)).toEqual([]);
});

test("the same number over an hour is none", () => {
  const rule = new LogErrorsRule(50);
  let found = 0;
  for (let line = 0; line < 100; line += 1) {
    rule.add("timeout", line * 36_000);
    found += rule.check(line * 36_000).length;
  }
  expect(found).toBe(0);
});

test("a log of nothing but new texts forgets the oldest, but no burst", () => {
  const rule = new LogErrorsRule(2);
  const word = (index: number): string => String.fromCodePoint(0x4e00 + index);
  rule.add("burst", 0);
  rule.add("burst", 0);
  expect(rule.check(0)).toHaveLength(1);
  for (let index = 0; index < 5000; index += 1) rule.add(word(index), 0);
  expect(rule.check(0).map(({ data }) => data.text)).toEqual(["burst"]);
});
