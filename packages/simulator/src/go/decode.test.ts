import { describe, expect, it } from "vitest";
import { decodeFirst, field } from "./decode.ts";

const decode = (text: string): unknown => decodeFirst(Buffer.from(text));

describe("decodeFirst", () => {
  it.each([
    ['{"a":1} rest', { a: 1 }],
    [' {"a":"}\\""}{', { a: '}"' }],
    ["[1,[2]]]", [1, [2]]],
    ["true false", true],
    ["null", null],
    ["-1.5,", -1.5],
    ['"x"y', "x"],
  ])("reads the first value of %j", (text, value) => {
    expect(decode(text)).toEqual(value);
  });

  it.each(["", "  ", "{", '{"a":', "nope", "}", '"open'])("throws for %j", (text) => {
    expect(() => decode(text)).toThrow(SyntaxError);
  });

  it("takes a number with a point or an exponent for no integer", () => {
    expect(decode('{"a":7890.0,"b":7890,"c":1e3,"d":1.5}')).toEqual({ a: Number.NaN, b: 7890, c: Number.NaN, d: 1.5 });
  });
});

describe("field", () => {
  it("finds a key in any case, and the last of several", () => {
    expect(field({ MODE: "a", mode: "b", Mode: "c" }, "mode")).toBe("c");
    expect(field({ other: 1 }, "mode")).toBeUndefined();
  });
});
