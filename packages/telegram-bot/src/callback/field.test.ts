import { expect, test } from "vitest";
import { narrowing, oneOf, page, ref } from "./field.ts";

test("a page is written in base 36 and never negative", () => {
  expect(page.encode(35)).toBe("z");
  expect(page.encode(-3)).toBe("0");
  expect(page.decode("10")).toBe(36);
  expect(page.decode("1.5")).toBeUndefined();
});

test("a reference has 8 or 11 characters", () => {
  expect(ref.decode("abcdefgh")).toBe("abcdefgh");
  expect(ref.decode("abcdefgh123")).toBe("abcdefgh123");
  expect(ref.decode("abcdefghi")).toBeUndefined();
});

test("a word is one of those that are known", () => {
  const color = oneOf("red", "blue");
  expect(color.decode("red")).toBe("red");
  expect(color.decode("toString")).toBeUndefined();
});

test("what of a list is shown is one word, and no word that anybody makes up", () => {
  const all = { alive: true, region: "HK", letter: "香" } as const;
  expect(narrowing.encode(all)).toBe("arHKluc9");
  expect(narrowing.decode("arHKluc9")).toEqual(all);
  expect(narrowing.decode("r--")).toEqual({ region: "--" });
  for (const wrong of ["", "b", "rhk", "lzzzz", "aa", "l", "rHKa"]) expect(narrowing.decode(wrong)).toBeUndefined();
});
