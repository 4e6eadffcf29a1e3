import { expect, it } from "vitest";
import { flagParam, integerParam, jsonParam, textParam } from "./params.ts";

const params = (fields: Record<string, unknown>) => ({ fields, files: new Map() });

it("reads a value the same from a form and from JSON", () => {
  expect(textParam(params({ a: 5 }), "a")).toBe("5");
  expect(textParam(params({}), "a")).toBe("");
  expect(integerParam(params({ a: "-100123" }), "a")).toBe(-100_123);
  expect(integerParam(params({ a: -100_123 }), "a")).toBe(-100_123);
  expect(integerParam(params({ a: "5x" }), "a")).toBeUndefined();
  expect(["true", true, "1", "False", undefined].map((a) => flagParam(params({ a }), "a"))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(jsonParam(params({ a: "[1]" }), "a", "x")).toEqual([1]);
  expect(jsonParam(params({ a: [1] }), "a", "x")).toEqual([1]);
});

it("refuses a string that is no JSON", () => {
  expect(() => jsonParam(params({ a: "[1" }), "a", "commands")).toThrow(
    "Bad Request: can't parse commands JSON object",
  );
});
