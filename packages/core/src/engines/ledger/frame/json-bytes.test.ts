import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonBytes, notScannable } from "./json-bytes.ts";

const over = (text: string): JsonBytes => new JsonBytes(Buffer.from(text));

test("any value is passed to its end, and to nothing else", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", ",", "]", " "), (text, behind) => {
      const json = over(text + behind);
      json.skip();
      expect(json.at).toBe(Buffer.byteLength(text));
    }),
  );
});

test("any string and any number is what the parser makes of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
      const escaped = JSON.stringify(text).replace(
        /[^\x20-\x7e]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      for (const written of [JSON.stringify(text), escaped]) expect(over(written).string()).toBe(JSON.parse(written));
      expect(over(JSON.stringify(number)).number()).toBe(JSON.parse(JSON.stringify(number)));
    }),
  );
});

test.each([
  ["-0", -0],
  ["0", 0],
  ["123456789012345", 123456789012345],
  ["1234567890123456789", Number("1234567890123456789")],
  ["1e400", Number.POSITIVE_INFINITY],
])("the number %s is exact", (text, value) => {
  expect(over(text).number()).toBe(value);
});

describe("never passed is", () => {
  test.each([
    '"',
    '"\n"',
    String.raw`"\a"`,
    String.raw`"\u00g0"`,
    String.raw`"\u00`,
    "-",
    "1.",
    "1e",
    "+1",
    ".5",
    "nul",
    "[1,]",
    "[1",
    "{1:2}",
    '{"a"}',
    '{"a":1,}',
    "",
    "]",
  ])("%j", (text) => {
    expect(() => over(text).skip()).toThrow(notScannable);
  });
});

test("a number with a zero in front is two", () => {
  const json = over("01");
  expect(json.number()).toBe(0);
  expect(json.at).toBe(1);
});

test("what follows a value is a comma or the end", () => {
  const json = over(" , ] x");
  expect([json.follows(0x5d), json.follows(0x5d)]).toEqual([true, false]);
  expect(() => json.follows(0x5d)).toThrow(notScannable);
});
