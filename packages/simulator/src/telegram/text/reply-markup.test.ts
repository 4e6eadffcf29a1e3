import { describe, expect, it } from "vitest";
import { defaultLimits } from "../limits.ts";
import { readReplyMarkup } from "./reply-markup.ts";

function read(markup: unknown): unknown {
  return readReplyMarkup({ fields: { reply_markup: markup }, files: new Map() }, defaultLimits);
}

function keyboard(...buttons: object[]): object {
  return { inline_keyboard: buttons.map((button) => [button]) };
}

describe("inline keyboards", () => {
  it("are read from an object and from JSON in a string", () => {
    const markup = keyboard({ text: "a", callback_data: "b", style: "danger" });
    expect(read(markup)).toEqual(markup);
    expect(read(JSON.stringify(markup))).toEqual(markup);
  });

  it("count callback data in bytes: 64 pass, 65 do not", () => {
    expect(read(keyboard({ text: "a", callback_data: `${"香".repeat(21)}x` }))).toBeDefined();
    expect(() => read(keyboard({ text: "a", callback_data: `${"香".repeat(21)}xx` }))).toThrow(
      "Bad Request: BUTTON_DATA_INVALID",
    );
  });

  it("hold a hundred buttons, eight in a row, ten kilobytes", () => {
    const rows = (count: number, width: number, size: number) => ({
      inline_keyboard: Array.from({ length: count }, () =>
        Array.from({ length: width }, () => ({ text: "HK 01 · 45 ms", callback_data: "x".repeat(size) })),
      ),
    });
    expect(read(rows(25, 4, 41))).toBeDefined();
    for (const markup of [rows(101, 1, 1), rows(1, 9, 1), rows(100, 1, 64)]) {
      expect(() => read(markup)).toThrow("Bad Request: reply markup is too long");
    }
  });

  it.each([
    ["array", [], "object expected as reply markup"],
    ["broken JSON", "{", "can't parse reply keyboard markup JSON object"],
    ["flat rows", { inline_keyboard: [{ text: "a" }] }, 'field "inline_keyboard" must be an Array of Arrays'],
    ["no label", keyboard({ callback_data: "x" }), "can't parse inline keyboard button: Can't find field \"text\""],
    [
      "no action",
      keyboard({ text: "a" }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      "empty data",
      keyboard({ text: "a", callback_data: "" }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      "unknown style",
      keyboard({ text: "a", callback_data: "b", style: "pink" }),
      "can't parse inline keyboard button: Invalid button style specified",
    ],
    [
      "local panel",
      keyboard({ text: "a", url: "ftp://example.com" }),
      "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ],
    [
      "no host",
      keyboard({ text: "a", url: "nohost" }),
      "inline keyboard button URL 'nohost' is invalid: Wrong HTTP URL",
    ],
    ["long copy", keyboard({ text: "a", copy_text: { text: "x".repeat(257) } }), "BUTTON_COPY_TEXT_INVALID"],
  ])("are refused: %s", (_what, markup, reason) => {
    expect(() => read(markup)).toThrow(`Bad Request: ${reason}`);
  });

  it("vanish when they hold no button", () => {
    expect(read({ inline_keyboard: [] })).toBeUndefined();
    expect(read({ inline_keyboard: [[]] })).toBeUndefined();
  });
});

it("a forced reply and a reply keyboard pass as they are", () => {
  expect(read({ force_reply: true, input_field_placeholder: "Name" })).toEqual({
    force_reply: true,
    input_field_placeholder: "Name",
  });
  expect(read({ keyboard: [["a"]], resize_keyboard: true })).toEqual({ keyboard: [["a"]], resize_keyboard: true });
});
