import { describe, expect, it } from "vitest";
import { parseInteger, parseQuery } from "./query.ts";

describe("parseQuery", () => {
  it("decodes, reads + as a space, and keeps the first of several", () => {
    const query = parseQuery("url=http%3A%2F%2Fa%2F%3Fb%3D1&x=a+b&x=c&flag&=v");
    expect(Object.fromEntries(query)).toEqual({ url: "http://a/?b=1", x: "a b", flag: "", "": "v" });
  });

  it("drops pairs with a bad escape or a semicolon, and nothing else", () => {
    expect(Object.fromEntries(parseQuery("a=%zz&b=1;c=2&d=3"))).toEqual({ d: "3" });
  });
});

describe("parseInteger", () => {
  it.each([
    ["32767", 16, 32_767],
    ["-32768", 16, -32_768],
    ["+5", 16, 5],
    ["2147483647", 32, 2_147_483_647],
  ] as const)("reads %j within %i bits", (text, bits, value) => {
    expect(parseInteger(text, bits)).toBe(value);
  });

  it.each([
    ["32768", 16],
    ["-32769", 16],
    ["2147483648", 32],
    ["99999999999999999999", 64],
    ["", 16],
    ["1.5", 16],
    [" 5", 16],
    ["0x10", 32],
  ] as const)("refuses %j within %i bits", (text, bits) => {
    expect(parseInteger(text, bits)).toBeUndefined();
  });
});
