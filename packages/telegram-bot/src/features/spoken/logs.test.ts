import { expect, test } from "vitest";
import { logWords } from "./logs.ts";

test.each([
  ["", {}],
  ["30", { most: 30 }],
  ["error 30", { most: 30, level: "error" }],
  ["WARN netflix 443", { level: "warning", text: "netflix 443" }],
  ["info i/o timeout", { level: "info", text: "i/o timeout" }],
  ["0", { text: "0" }],
  ["99999", { text: "99999" }],
  ["-", {}],
])("of the log %j is understood", (words, wanted) => {
  expect(logWords(words)).toEqual(wanted);
});
