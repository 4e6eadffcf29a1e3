import type { TextFile } from "@pointsman/core/state";
import { beforeEach, expect, it } from "vitest";
import { HouseMemory } from "./house-memory.ts";

let text: string | undefined;
let warnings: string[];
const file: TextFile = {
  load: () => text,
  save: (saved) => (text = saved),
  setAside: () => {
    text = undefined;
    return "houses.json.damaged";
  },
};
const memory = () => new HouseMemory({ file, warn: (sentence) => warnings.push(sentence) });

beforeEach(() => {
  [text, warnings] = [undefined, []];
});

it("remembers of each house what was chosen, the slugs of names and the core's start, whatever the names are", () => {
  const first = memory();
  const home = first.of("home");
  home.setRecent("__proto__", ["HK 01", ""]);
  home.addSlugs("group", new Map([["🇭🇰", "g-12345678"]]));
  home.start = { life: "a", at: 1000 };
  first.close();
  const later = memory();
  expect(later.of("home").recent("__proto__")).toEqual(["HK 01", ""]);
  expect([...later.of("home").slugs("group")]).toEqual([["🇭🇰", "g-12345678"]]);
  expect(later.of("home").start).toEqual({ life: "a", at: 1000 });
  expect([later.of("cabin").recent("__proto__"), later.of("cabin").start, warnings]).toEqual([[], undefined, []]);
});

it("is the same for two who ask for one house", () => {
  const one = memory();
  one.of("home").setRecent("Proxy", ["A"]);
  expect(one.of("home").recent("Proxy")).toEqual(["A"]);
});

it("forgets of too many what was longest unheard of", () => {
  const home = memory().of("home");
  home.setRecent("oldest", ["A"]);
  home.setRecent("old", ["A"]);
  home.setRecent("oldest", ["B"]);
  for (let count = 0; count < 1999; count += 1) home.setRecent(`group ${count}`, ["A"]);
  expect([home.recent("old"), home.recent("oldest")]).toEqual([[], ["B"]]);
});

it("starts anew where its file is damaged, and leaves a later version's alone", () => {
  text = '{"version":1,"houses":[{"controller":"home","recent":[],"slugs":[["group",[["A","a/b"]]]]}]}';
  memory().close();
  expect(warnings).toEqual(["the memory of houses is damaged and was put aside: it starts anew"]);
  text = '{"version":2}';
  const later = memory();
  later.of("home").setRecent("Proxy", ["A"]);
  later.close();
  expect(text).toBe('{"version":2}');
});
