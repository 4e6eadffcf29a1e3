import { expect, test } from "vitest";
import { en } from "../../locales/en/index.ts";
import { buttonsFor } from "./keyboard.ts";
import { pageOf, pager } from "./paging.ts";

const buttons = buttonsFor("HXt3");
const labels = (page: number, pages: number) =>
  pager({ page, pages }, (to) => ({ do: "groups", page: to }), buttons, en).map((button) => button.text);
const targets = (page: number, pages: number) =>
  pager({ page, pages }, (to) => ({ do: "groups", page: to }), buttons, en).map((button) =>
    "callback_data" in button ? button.callback_data : "",
  );

test("a page past the end is the last one, and an empty list has one page", () => {
  expect(pageOf([1, 2, 3], 9, 2)).toEqual({ items: [3], page: 1, pages: 2 });
  expect(pageOf([], 0, 2)).toEqual({ items: [], page: 0, pages: 1 });
});

test("one page needs no pager, two need no ends, more have both", () => {
  expect(labels(0, 1)).toEqual([]);
  expect(labels(0, 2)).toEqual(["◀", "1/2", "▶"]);
  expect(labels(4, 9)).toEqual(["⏮", "◀", "5/9", "▶", "⏭"]);
});

test("the arrows go round", () => {
  expect(targets(0, 3)).toEqual(["1:HXt3:gs:0", "1:HXt3:gs:2", "1:HXt3:no", "1:HXt3:gs:1", "1:HXt3:gs:2"]);
  expect(targets(2, 3)[3]).toBe("1:HXt3:gs:0");
});
