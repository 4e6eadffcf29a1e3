import { expect, it } from "vitest";
import { encodeJson, RawJson } from "./json.ts";

it("escapes what Go escapes in HTML, and leaves emoji raw", () => {
  expect(encodeJson("<b>&\u2028\u2029 🇭🇰 \u0000\n")).toBe('"\\u003cb\\u003e\\u0026\\u2028\\u2029 🇭🇰 \\u0000\\n"');
});

it("sorts the keys of a map by their bytes, those of an object not at all", () => {
  const map = new Map([
    ["b", 1],
    ["a", 2],
    ["\u{1F600}", 3],
    ["\uFF5E", 4],
    ["10", 5],
    ["9", 6],
  ]);
  expect(encodeJson(map)).toBe('{"10":5,"9":6,"a":2,"b":1,"～":4,"😀":3}');
  expect(encodeJson({ b: 1, a: 2 })).toBe('{"b":1,"a":2}');
});

it("keeps keys that JavaScript treats as its own", () => {
  expect(encodeJson(new Map([["__proto__", { constructor: true }]]))).toBe('{"__proto__":{"constructor":true}}');
});

it("leaves absent fields out, writes null, and takes finished JSON as it is", () => {
  expect(encodeJson({ a: undefined, b: null, c: [new RawJson('{"x":1}')] })).toBe('{"b":null,"c":[{"x":1}]}');
});
