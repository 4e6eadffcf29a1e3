import { describe, expect, test } from "vitest";
import { choiceOf, countOf, intervalOf } from "./seconds.ts";

describe("a stored setting", () => {
  test.each([
    ["5", 5000],
    [2, 2000],
    ["1.5", 1500],
    ["", 3000],
    [undefined, 3000],
  ])("of %j seconds is %d ms", (stored, ms) => {
    expect(intervalOf(stored, "3")).toBe(ms);
  });

  test.each(["0.5", "often", "-1", "86401", "Infinity"])("of %s seconds is refused", (stored) => {
    expect(() => intervalOf(stored, "5")).toThrow(/between 1 and 86400 seconds/);
  });

  test("that counts is a whole number in its range", () => {
    expect([countOf("20", "1", 100), countOf("", "7", 100)]).toEqual([20, 7]);
    for (const odd of ["0", "1.5", "101", "many"]) expect(() => countOf(odd, "1", 100)).toThrow(/1 to 100/);
  });

  test("that is a choice is one of them", () => {
    expect([choiceOf("a", ["a", "b"], "b"), choiceOf("", ["a", "b"], "b")]).toEqual(["a", "b"]);
    expect(() => choiceOf("c", ["a", "b"], "b")).toThrow("a, b");
  });
});
