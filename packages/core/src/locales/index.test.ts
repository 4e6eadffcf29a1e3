import { expect, test } from "vitest";
import { errorCodes } from "../client/errors.ts";
import { rowsById } from "../endpoints/index.ts";
import { languages, textsFor } from "./index.ts";

test.each(languages)("%s has a sentence for every error code and a line for every row", (language) => {
  const { errors, rows } = textsFor(language);
  expect(Object.keys(errors).sort()).toEqual([...errorCodes].sort());
  expect(Object.keys(rows).sort()).toEqual([...rowsById.keys()].sort());
  for (const text of [...Object.values(errors), ...Object.values(rows)]) expect(text.trim()).not.toBe("");
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

test("Chinese is Chinese: no row kept its English line", () => {
  for (const text of Object.values(textsFor("zh").rows)) expect(text).toMatch(/\p{Script=Han}/u);
});
