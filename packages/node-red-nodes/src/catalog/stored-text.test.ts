import { describe, expect, test } from "vitest";
import { textOf, variableIn } from "./stored-text.ts";

describe("variableIn", () => {
  test.each([
    ["${NAME}", "NAME"],
    ["$(NAME)", "NAME"],
    [" ${NAME} ", "NAME"],
    ["pre-${NAME}", undefined],
    ["${A}${B}", undefined],
    ["NAME", undefined],
    ["", undefined],
  ])("%j names %s", (text, name) => {
    expect(variableIn(text)).toBe(name);
  });
});

describe("textOf", () => {
  test.each([
    ["text", "text"],
    [5, "5"],
    [false, "false"],
    [undefined, ""],
    [null, ""],
    [{}, ""],
  ])("%j is %j", (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});
