import { expect, test } from "vitest";
import { ControllerError } from "../client/errors.ts";
import { checkInterest, checkParts, InterestBook } from "./interest.ts";
import type { Part } from "./types.ts";

test("the most impatient reader sets the pace, per part", () => {
  const book = new InterestBook();
  book.add({ parts: ["groups", "rules"], everyMs: 60_000 });
  const leave = book.add({ parts: ["groups"], everyMs: 2000 });
  expect(book.pace("groups")).toBe(2000);
  expect(book.pace("rules")).toBe(60_000);
  expect(book.pace("nodes", "rules")).toBe(60_000);
  expect(book.pace("memory")).toBeUndefined();
  expect(book.fastest).toBe(2000);
  leave();
  leave();
  expect(book.pace("groups")).toBe(60_000);
});

test("two equal interests are two interests", () => {
  const book = new InterestBook();
  const interest = { parts: ["groups"], everyMs: 1000 } as const;
  const leave = book.add(interest);
  book.add(interest);
  leave();
  expect(book.pace("groups")).toBe(1000);
});

test("nobody asks faster than the core can bear, or slower than a timer can hold", () => {
  expect(checkInterest({ parts: ["groups"], everyMs: 1 }).everyMs).toBe(500);
  expect(checkInterest({ parts: ["groups"], everyMs: Number.POSITIVE_INFINITY }).everyMs).toBe(86_400_000);
});

test.each([0, -1, Number.NaN])("a pace of %d is refused", (everyMs) => {
  expect(() => checkInterest({ parts: ["groups"], everyMs })).toThrow(ControllerError);
});

test("an unknown part is refused with the nearest one", () => {
  expect(() => checkParts(["grups" as Part])).toThrow(/did you mean "groups"/);
});
