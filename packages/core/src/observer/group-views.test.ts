import { describe, expect, test } from "vitest";
import { proxy } from "../../test/support/views.ts";
import { groupViews } from "./group-views.ts";

const global = proxy("GLOBAL", { all: ["DIRECT", "Proxy", "Auto", "HK 01"], now: "DIRECT" });
const auto = proxy("Auto", {
  type: "URLTest",
  all: ["HK 01"],
  now: "HK 01",
  fixed: "",
  testUrl: "http://t",
  hidden: true,
});
const selector = proxy("Proxy", { all: ["Auto", "HK 01", "Auto"], now: "Auto" });

test("groups stand in the config's order, GLOBAL last, however the core lists them", () => {
  const lists = [
    [auto, global, selector],
    [selector, auto, global],
    [global, selector, auto],
  ];
  for (const list of lists) expect(groupViews(list, []).map(({ name }) => name)).toEqual(["Proxy", "Auto", "GLOBAL"]);
});

test("groups that GLOBAL does not list follow by name", () => {
  const own = proxy("GLOBAL", { all: ["Proxy"] });
  const names = groupViews([proxy("Z", { all: ["a"] }), own, proxy("B", { all: ["a"] }), selector], []);
  expect(names.map(({ name }) => name)).toEqual(["Proxy", "B", "Z", "GLOBAL"]);
});

test("a view has members once, and what the core leaves out as nothing", () => {
  expect(groupViews([selector], [])).toEqual([
    { name: "Proxy", type: "Selector", now: "Auto", all: ["Auto", "HK 01"], hidden: false, icon: "", testUrl: "" },
  ]);
  expect(groupViews([auto], [])[0]).toMatchObject({ fixed: "", hidden: true, testUrl: "http://t" });
});

describe("sharing", () => {
  test("an equal reading is the same list", () => {
    const before = groupViews([selector, auto, global], []);
    expect(groupViews([structuredClone(auto), structuredClone(global), structuredClone(selector)], before)).toBe(
      before,
    );
  });

  test("only the group that changed is another object", () => {
    const before = groupViews([selector, auto, global], []);
    const after = groupViews([{ ...selector, now: "HK 01" }, auto, global], before);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });
});
