import { expect, it } from "vitest";
import { isSameList } from "./same-list.ts";

it("lists are the same by their items and their order", () => {
  expect(isSameList(["a", "b"], ["a", "b"])).toBe(true);
  expect(isSameList(["a", "b"], ["b", "a"])).toBe(false);
  expect(isSameList(["a"], ["a", "b"])).toBe(false);
  expect(isSameList([[]], [[]])).toBe(false);
});
