import { expect, test } from "vitest";
import { compare, type Comparison } from "./compare.ts";

test.each<[unknown, Comparison | undefined, unknown, boolean]>([
  ["anything", undefined, "", true],
  [5, "eq", "5", true],
  [true, "eq", "true", true],
  [true, "neq", false, true],
  [undefined, "eq", "", false],
  [null, "eq", null, true],
  [null, "neq", 5, true],
  [{ a: 1 }, "eq", { a: 1 }, true],
  [5, "lt", "10", true],
  ["10", "lt", "9", false],
  [5, "lte", 5, true],
  [6, "gt", 5, true],
  [5, "gte", 6, false],
  [null, "lt", 5, false],
  [undefined, "gt", 0, false],
  [" ", "lt", 5, false],
  ["🇭🇰 HK 01", "has", "hk", true],
  [undefined, "has", "a", false],
])("%j %s %j: %s", (value, comparison, than, expected) => {
  expect(compare(value, comparison, than)).toBe(expected);
});
