import { expect, test } from "vitest";
import { parseParameters } from "./parameters.ts";

test("reads one JSON object; nothing is an empty one", () => {
  expect(parseParameters([])).toEqual({});
  expect(parseParameters(['{"group":"Proxy"}'])).toEqual({ group: "Proxy" });
});

test.each([
  [["{hunter2}"], /not valid JSON \(at character 2\)/],
  [["{"], /not valid JSON/],
  [["[1]"], /must be a JSON object/],
  [["null"], /must be a JSON object/],
  [["{}", "rest"], /words after the JSON/],
])("%j is refused in one sentence without what was given", (words, sentence) => {
  expect(() => parseParameters(words)).toThrow(sentence);
  expect(() => parseParameters(words)).toThrow(/^((?!hunter2).)*$/);
});
