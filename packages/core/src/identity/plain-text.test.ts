import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test.each([
  ["ＨＫ　０１", "HK 01"],
  ["香港 ①", "香港 1"],
  ["۱۲٫۵ گیگ", "12.5 گیگ"],
  ["٣", "3"],
  ["باقی\u200cمانده", "باقیمانده"],
  ["⚡️ 🇭🇰", "⚡ 🇭🇰"],
])("makes of %j plain %j", (name, plain) => {
  expect(plainText(name)).toBe(plain);
});
