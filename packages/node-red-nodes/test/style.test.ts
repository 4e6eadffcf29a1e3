import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../src/editor/editor.css", import.meta.url), "utf8");
const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({ selector, body }));

test("every rule of the editor's style reaches our own dialogs only", () => {
  const selectors = rules.flatMap(({ selector }) => selector.split(/,(?![^()]*\))/).map((each) => each.trim()));
  expect(selectors.filter((selector) => !selector.startsWith(".pointsman-"))).toEqual([]);
});

test("the editor's style has no colour of its own: each comes from the theme", () => {
  const colours = rules.flatMap(
    ({ body }) => body.match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\(|:\s*(?:white|black|red|green)\b/gi) ?? [],
  );
  expect(colours).toEqual([]);
  expect(new Set(css.match(/var\(--(?!red-ui-)/g))).toEqual(new Set());
});
