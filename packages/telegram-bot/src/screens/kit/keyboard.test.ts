import { expect, test } from "vitest";
import { buttonsFor, inRows, keyboardBytes, keyboardFault } from "./keyboard.ts";

const { press, copy } = buttonsFor("HXt3");
const button = press("x", { do: "home" });

test("a button carries the controller that it was drawn for", () => {
  expect(press("Home", { do: "home" }, "danger")).toEqual({
    text: "Home",
    callback_data: "1:HXt3:hm",
    style: "danger",
  });
});

test("what is copied has 1 to 256 units and no half pair", () => {
  expect(copy("Copy", "")).toEqual({ text: "Copy", copy_text: { text: " " } });
  expect(copy("Copy", `${"a".repeat(255)}😀`)).toEqual({ text: "Copy", copy_text: { text: "a".repeat(255) } });
});

test("rows have so many columns, the last may have fewer", () => {
  expect(inRows([button, button, button], 2).map((row) => row.length)).toEqual([2, 1]);
});

test.each([
  ["101 buttons", Array.from({ length: 101 }, () => [button])],
  ["9 buttons in a row", [Array.from({ length: 9 }, () => button)]],
  [
    "bytes",
    Array.from({ length: 99 }, () => [
      press("香".repeat(18), { do: "group", group: "a".repeat(11), page: 0, tap: "u" }),
    ]),
  ],
])("a keyboard of too many %s is named before Telegram refuses it", (fault, keyboard) => {
  expect(keyboardFault(keyboard)).toContain(fault);
});

test("a keyboard within the limits has no fault, and its bytes are those on the wire", () => {
  expect(keyboardFault([[button]])).toBeUndefined();
  expect(keyboardBytes([[button]])).toBe(JSON.stringify({ inline_keyboard: [[button]] }).length);
});
