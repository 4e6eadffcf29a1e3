import { expect, test } from "vitest";
import { letterCounts, letterIn } from "./letters.ts";

test.each([
  ["🇭🇰 HK 01", "H"],
  ["  ｈｋ_02", "H"],
  ["香港 01 | IEPL", "香"],
  ["[IEPL] jp", "I"],
  ["01 HK", "#"],
  ["éclair", "É"],
  ["ßeta", "S"],
  ["🚀", "*"],
  ["", "*"],
])("%j stands under %s", (name, letter) => {
  expect(letterIn(name)).toBe(letter);
});

test("an index counts what stands under each letter", () => {
  expect(letterCounts(["US 1", "HK 1", "hk 2", "1", "香港"])).toEqual([
    { letter: "#", count: 1 },
    { letter: "H", count: 2 },
    { letter: "U", count: 1 },
    { letter: "香", count: 1 },
  ]);
});
