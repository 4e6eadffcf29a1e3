import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf, valueFields } from "./schema-fields.ts";

describe("fieldsOf", () => {
  test.each([
    ["a text", z.string(), { kind: "text" }],
    ["a whole number with limits", z.int().min(1).max(9), { kind: "number", integer: true, min: 1, max: 9 }],
    ["a number", z.number().min(0), { kind: "number", min: 0 }],
    ["a flag", z.boolean(), { kind: "boolean" }],
    ["one of some words", z.enum(["a", "b"]), { kind: "choice", choices: ["a", "b"] }],
    ["a list", z.array(z.string()), { kind: "json" }],
    ["a map", z.record(z.string(), z.unknown()), { kind: "json" }],
    ["a text or a number", z.union([z.string(), z.int()]), { kind: "text", orNumber: true }],
    ["two forms of text", z.union([z.ipv4(), z.ipv6()]), { kind: "text" }],
    ["anything", z.unknown(), { kind: "any" }],
    ["any JSON", z.json(), { kind: "any" }],
    ["the name of a group", z.string().meta({ names: "group" }), { kind: "text", live: "group" }],
    ["the name of what has no list", z.string().meta({ names: "connection" }), { kind: "text" }],
  ])("%s", (_what, schema, expected) => {
    expect(fieldsOf(z.object({ field: schema }))).toMatchObject([{ path: "field", ...expected }]);
    expect(Object.keys(fieldsOf(z.object({ field: schema }))[0] ?? {}).sort()).toEqual(
      ["path", "required", ...Object.keys(expected)].sort(),
    );
  });

  test("says which are required", () => {
    const schema = z.object({ must: z.string(), may: z.string().optional() });
    expect(fieldsOf(schema).map(({ required }) => required)).toEqual([true, false]);
  });

  test("takes an object of scalars apart, and no object inside it", () => {
    const flat = z.object({ filter: z.object({ host: z.string(), all: z.boolean().optional() }) });
    expect(fieldsOf(flat).map(({ path }) => path)).toEqual(["filter.host", "filter.all"]);
    const deep = z.object({ filter: z.object({ inner: z.object({ host: z.string() }) }) });
    expect(fieldsOf(deep)).toEqual([{ path: "filter", kind: "json", required: true }]);
  });

  test("leaves a large object in one piece", () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, z.string()]));
    expect(fieldsOf(z.object({ patch: z.object(many) }))).toEqual([{ path: "patch", kind: "json", required: true }]);
  });
});

describe("valueFields", () => {
  test("puts a small object's properties under the path", () => {
    expect(valueFields(z.object({ name: z.string() }), "body", true)).toEqual([
      { path: "body.name", kind: "text", required: true },
    ]);
  });

  test("gives anything else one field", () => {
    expect(valueFields(z.json(), "body", true)).toEqual([{ path: "body", kind: "any", required: true }]);
  });
});
