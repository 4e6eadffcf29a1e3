import { describe, expect, test } from "vitest";
import type { Action, Field } from "../../catalog/action.ts";
import { assembleInput } from "./action-input.ts";

const field = (path: string, more: Partial<Field> = {}): Field => ({ path, kind: "text", required: false, ...more });
const action = (...fields: Field[]): Action => ({ id: "an.action", area: "nodes", danger: "none", fields });
const values = (given: Record<string, unknown>) => new Map(Object.entries(given));

describe("assembleInput", () => {
  test("nests what has a dot and leaves out what was not given", () => {
    const fields = [field("sort"), field("filter.host"), field("filter.all"), field("limit")];
    expect(assembleInput(action(...fields), values({ sort: "host", "filter.host": "a", other: 1 }))).toEqual({
      sort: "host",
      filter: { host: "a" },
    });
  });

  test("sends a body even where every part of it is left out", () => {
    expect(assembleInput(action(field("body.path")), values({}))).toEqual({ body: {} });
    expect(assembleInput(action(field("filter.host")), values({}))).toEqual({});
  });

  test.each([
    ["number", "5", 5],
    ["number", "many", "many"],
    ["number", " ", " "],
    ["boolean", "True", true],
    ["boolean", "no", "no"],
    ["text", "5", "5"],
    ["text", 5, 5],
  ] as const)("a %s given as %j becomes %j", (kind, given, expected) => {
    expect(assembleInput(action(field("f", { kind })), values({ f: given }))).toEqual({ f: expected });
  });

  test("digits are a number where a text may be one", () => {
    const fields = action(field("rule", { orNumber: true }));
    expect(assembleInput(fields, values({ rule: "3" }))).toEqual({ rule: 3 });
    expect(assembleInput(fields, values({ rule: "Match,,Proxy" }))).toEqual({ rule: "Match,,Proxy" });
  });
});
