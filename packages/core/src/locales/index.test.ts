import { expect, test } from "vitest";
import { errorCodes } from "../client/errors.ts";
import { rowsById } from "../endpoints/index.ts";
import { operations as table } from "../operations/index.ts";
import { textsFor } from "./index.ts";
import { languages } from "./languages.ts";

test.each(languages)("%s has a sentence for every error code and a line for every row and operation", (language) => {
  const { errors, operations, rows } = textsFor(language);
  expect(Object.keys(errors).sort()).toEqual([...errorCodes].sort());
  expect(Object.keys(rows).sort()).toEqual([...rowsById.keys()].sort());
  expect(Object.keys(operations)).toEqual(Object.keys(table));
  for (const text of [...Object.values(operations), ...Object.values(errors), ...Object.values(rows)])
    expect(text.trim()).not.toBe("");
});

test.each([
  ["zh-CN", "zh"],
  ["zh_Hans_CN", "zh"],
  ["ZH", "zh"],
  ["en-GB", "en"],
  ["de", "en"],
  ["", "en"],
] as const)("a reader who asks for %j gets %s", (tag, language) => {
  expect(textsFor(tag)).toBe(textsFor(language));
});

test("Chinese is Chinese: no row and no operation kept its English line", () => {
  const { operations, rows } = textsFor("zh");
  for (const text of [...Object.values(rows), ...Object.values(operations)]) expect(text).toMatch(/\p{Script=Han}/u);
});

test("English says of an operation what its table says", () => {
  const { operations } = textsFor("en");
  for (const { id, summary } of Object.values(table)) expect(operations[id]).toBe(summary);
});
