import { describe, expect, test } from "vitest";
import { cellsOf } from "../text/cells.ts";
import { localeFor, locales } from "./index.ts";

test.each([
  ["auto", "zh-hans", "zh"],
  ["auto", "ZH", "zh"],
  ["auto", "en-GB", "en"],
  ["auto", "de", "en"],
  ["auto", undefined, "en"],
  ["zh", "en", "zh"],
  ["en", "zh", "en"],
] as const)("with %s a person whose Telegram says %s reads %s", (language, code, tag) => {
  expect(localeFor(language, code).tag).toBe(tag);
});

/** Every text, functions called with long words and large numbers. */
function textsOf(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    const call = value as (...args: unknown[]) => string;
    return [[path, call("Streaming", "🇭🇰 HK 01 | IEPL x1.0", "12.5")]];
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

describe.each(Object.values(locales))("the texts of $tag", (t) => {
  test("hold no markup, as screens escape them", () => {
    expect(textsOf(t).filter(([, text]) => /<\/?[a-z]/i.test(text))).toEqual([]);
  });

  test("fit a toast and a button", () => {
    expect(textsOf(t.toast).filter(([, text]) => text.length > 200)).toEqual([]);
    const labels = [...textsOf(t.home), ...textsOf(t.nav)].filter(([path]) => !/Line|Switch|Groups/.test(path));
    expect(labels.filter(([, text]) => cellsOf(text) > 24)).toEqual([]);
  });
});

test("both languages have the same texts", () => {
  const paths = (t: unknown) => textsOf(t).map(([path]) => path);
  expect(paths(locales.zh)).toEqual(paths(locales.en));
});

test("no text was forgotten in English", () => {
  const english = new Map(textsOf(locales.en));
  const same = textsOf(locales.zh).filter(([path, text]) => text === english.get(path) && /[a-z]{4}/i.test(text));
  // These hold nothing but names and signs.
  expect(same.map(([path]) => path)).toEqual(["test.use", "toast.switched", "toast.undone"]);
});
