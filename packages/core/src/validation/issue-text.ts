import type { z } from "zod";
import { nearest } from "./nearest.ts";

type Issue = z.core.$ZodIssue;

/** `one, two or three`. */
function either(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object of keys and values",
  record: "an object of keys and values",
};

const formatNames: Readonly<Record<string, string>> = {
  url: "a complete address such as https://example.com/path",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
};

function article(expected: string): string {
  return typeNames[expected] ?? expected;
}

function sizeText(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const [bound, word] = issue.code === "too_small" ? [issue.minimum, "at least"] : [issue.maximum, "at most"];
  if (issue.origin === "string")
    return Number(bound) === 1 ? "must not be empty" : `must have ${word} ${bound} characters`;
  if (issue.origin === "array" || issue.origin === "set")
    return `must have ${word} ${bound} ${Number(bound) === 1 ? "entry" : "entries"}`;
  return `must be ${word} ${bound}`;
}

function valueText(values: readonly unknown[], input: unknown): string {
  const words = values.map(String);
  const near = typeof input === "string" ? nearest(input, words) : undefined;
  return `must be ${either(words)}${near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`}`;
}

/** The branch of a union that came closest: the one whose first mistake lies deepest, else all that would be accepted. */
function unionText(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const branches = issue.errors.map((branch) => branch[0]).filter((first) => first !== undefined);
  const formats = branches.map((first) => (first.code === "invalid_format" ? formatNames[first.format] : undefined));
  if (formats.length > 0 && formats.every((format) => format !== undefined)) return `must be ${either(formats)}`;
  const deep = branches.find((first) => first.path.length > 0 || first.code !== "invalid_type");
  if (deep !== undefined) return deep.path.length > 0 ? `${fieldPath(deep.path)} ${issueText(deep)}` : issueText(deep);
  const kinds = branches.map((first) => (first.code === "invalid_type" ? article(first.expected) : ""));
  return `must be ${either([...new Set(kinds.filter((kind) => kind !== ""))])}`;
}

/** Nothing stood there at all. Sure only for issues that were made with `reportInput`. */
function isMissing(issue: Issue): boolean {
  return "input" in issue && issue.input === undefined && issue.code !== "custom";
}

/**
 * What is wrong with one field and what to write instead, without the field's name and without the value that was given
 * (it may be a secret): `must be a whole number`, `must be rule, global or direct`. Wants issues made with `reportInput`.
 */
export function issueText(issue: Issue): string {
  if (isMissing(issue)) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "too_small":
    case "too_big":
      return sizeText(issue);
    case "invalid_value":
      return valueText(issue.values, issue.input);
    case "invalid_union":
      return unionText(issue);
    case "invalid_format":
      return formatText(issue);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_key":
      return issue.issues[0] === undefined ? issue.message : issueText(issue.issues[0]);
    case "unrecognized_keys":
      return `has unknown keys: ${issue.keys.join(", ")}`;
    default:
      return issue.message;
  }
}

function formatText(issue: Extract<Issue, { code: "invalid_format" }>): string {
  // A schema's own sentence beats ours; zod's default ones begin with "Invalid".
  if (!issue.message.startsWith("Invalid")) return issue.message;
  return `must be ${formatNames[issue.format] ?? `a valid ${issue.format}`}`;
}

/** `telegram.users.12` for people: dots between keys, brackets around list positions. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
