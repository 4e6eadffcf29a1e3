import { describe, expect, it } from "vitest";
import type { Component } from "./component.ts";
import { earlierIfSame, objectText, textOf } from "./component-text.ts";

const select = (more: Partial<Component> = {}): Component => ({
  p: "select",
  unique_id: "x",
  default_entity_id: "select.x",
  name: "香港",
  options: ["A", "B"],
  ...more,
});

describe("the text of a component", () => {
  it("is its JSON, and counted in bytes", () => {
    const json = JSON.stringify(select());
    expect(textOf(select())).toEqual({ json, bytes: json.length + 4 });
  });

  it("is made once", () => {
    const component = select();
    expect(textOf(component)).toBe(textOf(component));
  });
});

describe("a component made anew", () => {
  it("is the earlier one where nothing differs", () => {
    const earlier = select();
    expect(earlierIfSame(earlier, select())).toBe(earlier);
  });

  it.each<[string, Partial<Component>]>([
    ["another value", { name: "other" }],
    ["another option", { options: ["A", "C"] }],
    ["an option less", { options: ["A"] }],
    ["a key more", { icon: "mdi:x" }],
    ["something nested", { availability: [{ topic: "t" }] }],
  ])("is itself with %s", (_, more) => {
    const made = select(more);
    expect(earlierIfSame(select(), made)).toBe(made);
    expect(earlierIfSame(undefined, made)).toBe(made);
  });

  it("is itself where the keys come in another order, as its bytes differ", () => {
    const { p, ...rest } = select();
    const made = { ...rest, p } as Component;
    expect(earlierIfSame(select(), made)).toBe(made);
  });
});

it("puts an object's text together as JSON.stringify does", () => {
  const value = { '"quoted"': [1], 香港: { a: null }, empty: {} };
  const entries = Object.entries(value).map(([key, each]) => [key, JSON.stringify(each)] as const);
  expect(objectText(entries)).toBe(JSON.stringify(value));
  expect(objectText([])).toBe("{}");
});
