import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldPath, issueText } from "./issue-text.ts";

/** The text of the first issue that `schema` has with `value`. */
function textOf(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value, { reportInput: true }).error?.issues[0];
  return issue && issueText(issue);
}

describe("issueText", () => {
  test.each<[string, z.ZodType, unknown]>([
    ["is missing", z.object({ a: z.string() }), {}],
    ["is missing", z.object({ a: z.enum(["x"]) }), {}],
    ["must be a text", z.string(), 5],
    ["must be a number", z.number(), "5"],
    ["must be a whole number", z.number().int(), 1.5],
    ["must be true or false", z.boolean(), "yes"],
    ["must be a list", z.array(z.string()), "a"],
    ["must be an object of keys and values", z.object({}), "a"],
    ["must not be empty", z.string().min(1), ""],
    ["must have at most 3 characters", z.string().max(3), "abcd"],
    ["must have at least 1 entry", z.array(z.string()).min(1), []],
    ["must be at least 100", z.number().min(100), 1],
    ["must be at most 5", z.number().max(5), 6],
    ["must be a multiple of 5", z.number().multipleOf(5), 6],
    ["must be rule, global or direct", z.enum(["rule", "global", "direct"]), "x"],
    ['must be rule, global or direct (did you mean "global"?)', z.enum(["rule", "global", "direct"]), "globl"],
    ["must be a text or a number", z.union([z.string(), z.number()]), true],
    ["must be an IPv4 address or an IPv6 address", z.union([z.ipv4(), z.ipv6()]), "nope"],
    ["must be a complete address such as https://example.com/path", z.url(), "nope"],
    ["must be a record type", z.string().regex(/^[A-Z]+$/, "must be a record type"), "1"],
    ["has unknown keys: b, c", z.strictObject({ a: z.string().optional() }), { b: 1, c: 2 }],
    ["give one of them", z.object({}).refine(() => false, "give one of them"), {}],
    [
      "role must be admin, operator or viewer",
      z.union([z.string(), z.object({ role: z.enum(["admin", "operator", "viewer"]) })]),
      { role: "x" },
    ],
  ])("says %j", (sentence, schema, value) => {
    expect(textOf(schema, value)).toBe(sentence);
  });

  test("never repeats the value that was given", () => {
    expect(textOf(z.object({ secret: z.number() }), { secret: "hunter2" })).not.toContain("hunter2");
    expect(textOf(z.object({ secret: z.url() }), { secret: "hunter2" })).not.toContain("hunter2");
  });
});

describe("fieldPath", () => {
  test("writes keys with dots and list positions in brackets", () => {
    expect(fieldPath(["telegram", "proxy", 1])).toBe("telegram.proxy[1]");
    expect(fieldPath([])).toBe("");
  });
});
