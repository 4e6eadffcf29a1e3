import { expect, test } from "vitest";
import { JsonBytes, notScannable } from "./json-bytes.ts";
import { KeyTable } from "./key-table.ts";
import { readKeys } from "./object-keys.ts";

const keys = new KeyTable(["a", "b"], ["a"]);

function read(text: string): { found: [string, number][]; at: number } {
  const json = new JsonBytes(Buffer.from(text));
  const found: [string, number][] = [];
  readKeys(json, keys, (name) => found.push([name, json.number()]));
  return { found, at: json.at };
}

test("known keys are read in their order, and others are passed over", () => {
  expect(read('{ "x":{"a":[1,"}"]}, "b":2 ,"a" : 1,"y":null}?')).toEqual({
    found: [
      ["b", 2],
      ["a", 1],
    ],
    at: 45,
  });
});

test.each(["{}", '{"b":1}', '{"a":1,"a":2}', '{"a":1', '{"a" 1}', "[]", String.raw`{"\u0061":1}`])(
  "%s is left to the parser",
  (text) => {
    expect(() => read(text)).toThrow(notScannable);
  },
);
