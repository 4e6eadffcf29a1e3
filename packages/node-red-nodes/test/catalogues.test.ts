import { readFileSync } from "node:fs";
import { errorCodes } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { catalogueOf } from "../scripts/catalogues.ts";
import { nodeHtml } from "../scripts/node-html.ts";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { areas, dangerScale, liveKinds } from "../src/catalog/action.ts";
import { listActions } from "../src/catalog/actions.ts";
import type { NodeDescription } from "../src/nodes/description.ts";

type Flat = Readonly<Record<string, string>>;

function flatten(texts: object, prefix = ""): Flat {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, String(value)]],
    ),
  );
}

const nodes = Object.keys(nodeDescriptions) as (keyof typeof nodeDescriptions)[];
const catalogue = (node: (typeof nodes)[number], language: "en-US" | "zh-CN" = "en-US"): Flat =>
  flatten(catalogueOf(node, language));
const help = (node: string, language: string): string =>
  readFileSync(new URL(`../src/nodes/${node}/help/${language}.md`, import.meta.url), "utf8");

describe.each(nodes)("the texts of the %s node", (node) => {
  const en = catalogue(node);
  const zh = catalogue(node, "zh-CN");

  test("have the same keys and placeholders in both languages", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      const places = (words = ""): string[] => [...words.matchAll(/__\w+__/g)].map(([place]) => place).sort();
      expect(places(zh[key]), key).toEqual(places(text));
    }
  });

  test("are translated, proper names and codes apart", () => {
    const same = Object.keys(en).filter((key) => en[key] === zh[key]);
    expect(same.filter((key) => !["palette.label.pointsman", "area.dns"].includes(key))).toEqual([]);
  });

  test("name every row, hint, choice and error that the dialog and the status may show", () => {
    const { rows }: NodeDescription = nodeDescriptions[node];
    const wanted = rows.flatMap(({ id, hint, choices = [] }) => [
      `label.${id}`,
      ...(hint === undefined ? [] : [`hint.${id}`]),
      ...choices.map((choice) => `choice.${id}.${choice}`),
    ]);
    const errors = errorCodes.map((code) => `error.${code}`);
    expect([...wanted, ...errors, "palette.name"].filter((key) => !(key in en))).toEqual([]);
  });

  test("hold statuses of at most 20 characters", () => {
    for (const texts of [en, zh]) {
      const shown = Object.entries(texts).filter(([key]) => /^(status|error)\./.test(key));
      expect(shown.filter(([, text]) => text.length > 20)).toEqual([]);
    }
  });

  test.each(["en-US", "zh-CN"])("explain the node in %s: a short first paragraph, and the details", (language) => {
    const [first = "", ...rest] = help(node, language).split("\n\n");
    expect(first.length).toBeLessThanOrEqual(140);
    expect(first).not.toMatch(/^#/);
    expect(rest.join("\n\n")).toMatch(/^### /m);
  });

  test("have as many headings and properties explained in Chinese as in English", () => {
    const shape = (language: string): string[] =>
      help(node, language)
        .split("\n")
        .flatMap((line) => /^(#+|: \*?\w+\*?)/.exec(line)?.[0] ?? []);
    expect(shape("zh-CN")).toEqual(shape("en-US"));
  });
});

describe("the texts of the request node", () => {
  const texts = catalogue("request");

  test("have a title for every action and a label and a hint for every field", () => {
    const wanted = listActions().flatMap(({ id, fields }) => [
      `${id.includes(".") ? "row" : "operation"}.${id}`,
      ...fields.flatMap(({ path }) => ["label", "hint"].map((part) => `field.${path.replace(".", "-")}.${part}`)),
    ]);
    expect([...new Set(wanted)].filter((key) => !texts[key])).toEqual([]);
  });

  test("have no label for a field that no action has", () => {
    const paths = new Set(listActions().flatMap(({ fields }) => fields.map(({ path }) => path.replace(".", "-"))));
    const labelled = Object.keys(texts).flatMap((key) => /^field\.([^.]+)\.label$/.exec(key)?.[1] ?? []);
    expect(labelled.filter((name) => !paths.has(name))).toEqual([]);
  });

  test("name every area, danger and live list", () => {
    const wanted = [
      ...areas.map((area) => `area.${area}`),
      ...dangerScale.map((danger) => `danger.${danger}`),
      ...liveKinds.map((kind) => `live.${kind}`),
    ];
    expect(wanted.filter((key) => !texts[key])).toEqual([]);
  });
});

describe("nodeHtml", () => {
  test.each(nodes)("binds an input to every row of the %s node, and a label to every input", (node) => {
    const description: NodeDescription = nodeDescriptions[node];
    const html = nodeHtml(description);
    const prefix = description.category === "config" ? "node-config-input" : "node-input";
    for (const { id, input } of description.rows) {
      const bound = `for="${prefix}-${id}"[^]*id="${prefix}-${id}"`;
      expect(html).toMatch(new RegExp(input === "place" ? `id="pointsman-place-${id}"` : bound));
    }
  });

  test("has no place whose id the editor would take for a property's input", () => {
    for (const node of nodes) {
      const { rows, defaults }: NodeDescription = nodeDescriptions[node];
      const places = rows.filter(({ input }) => input === "place").map(({ id }) => id);
      for (const id of places) expect(nodeHtml(nodeDescriptions[node])).not.toContain(`input-${id}"`);
      expect(places.every((id) => id in defaults || id === "test")).toBe(true);
    }
  });
});
