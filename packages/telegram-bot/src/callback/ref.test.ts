import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controllerRef, looseRef, RefIndex } from "./ref.ts";

describe("RefIndex", () => {
  test("finds every name of any list again, and nothing else", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary" })), (names) => {
        const index = new RefIndex("node", names);
        for (const name of names) expect(index.nameOf(index.refOf(name) ?? "")).toBe(name);
        expect(index.nameOf("AAAAAAAA")).toBeUndefined();
        expect(index.refOf("\u0000 not there")).toBeUndefined();
      }),
    );
  });

  test("gives two names whose short references collide a longer one each", () => {
    // A hash that knows only the length of a name in its short form.
    const weak = (_: string, name: string, bytes: number): string =>
      bytes === 6 ? String(name.length).padStart(8, "0") : name.padStart(11, "-");
    const index = new RefIndex("node", ["aa", "bb", "cc", "d"], weak);
    expect(["aa", "bb", "cc", "d"].map((name) => index.refOf(name))).toEqual([
      "---------aa",
      "---------bb",
      "---------cc",
      "00000001",
    ]);
    expect(index.nameOf("00000002")).toBeUndefined();
    expect(index.nameOf("---------bb")).toBe("bb");
  });

  test("takes a name that stands twice once", () => {
    const index = new RefIndex("group", ["a", "a"]);
    expect(index.refOf("a")).toHaveLength(8);
  });
});

test("a node and a group of one name have different references", () => {
  expect(looseRef("node", "HK")).not.toBe(looseRef("group", "HK"));
});

test("references stay the same for ever: old messages hold them", () => {
  expect(controllerRef("home")).toBe("wfWp");
  expect(looseRef("node", "🇭🇰 HK 01")).toBe("9yUEg5no");
});
