import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryOfHouse } from "../memory/house-memory.ts";
import { asciiPart, keptSlugs, slugBook } from "./slug.ts";

describe("slugs", () => {
  it("keep the readable part and add a hash of the exact name", () => {
    const book = slugBook(["HK 01", "🇭🇰 香港"]);
    expect(book.slugOf("HK 01")).toMatch(/^hk-01-[0-9a-f]{8}$/);
    expect(book.slugOf("🇭🇰 香港")).toMatch(/^g-[0-9a-f]{8}$/);
  });

  it("are two-way, legal topic levels for any set of names", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 320 })), (names) => {
        const book = slugBook(names);
        for (const name of names) {
          expect(book.slugOf(name)).toMatch(/^[a-z0-9-]+$/);
          expect(book.nameOf(book.slugOf(name))).toBe(name);
        }
      }),
    );
  });

  it("tell names apart that differ only by case or by a space", () => {
    const book = slugBook(["Proxy", "proxy", "proxy "]);
    expect(new Set(["Proxy", "proxy", "proxy "].map((name) => book.slugOf(name))).size).toBe(3);
  });

  it("stay with their names when another comes that would share one, over restarts, and when that goes", () => {
    const [first, second] = ["节点就丂", "节点鎲万"];
    const memory = new MemoryOfHouse();
    const slugs = (...names: string[]): string[] => {
      const book = keptSlugs(memory)("group", names, "g");
      return names.map((name) => book.slugOf(name));
    };
    const [own = ""] = slugs(first);
    const [still, other = ""] = slugs(first, second);
    expect(still).toBe(own);
    expect(other).toMatch(/^g-246ef048[0-9a-f]{4}$/);
    expect(slugs(second)).toEqual([other]);
    expect(slugs(second, first)).toEqual([other, own]);
    // Without a memory neither may depend on who comes first.
    const book = slugBook([first, second]);
    expect(book.slugOf(first)).toHaveLength(other.length);
  });

  it("know nothing of a slug that was never given", () => {
    expect(slugBook(["A"]).nameOf("b-00000000")).toBeUndefined();
    expect(slugBook([]).nameOf("__proto__")).toBeUndefined();
  });

  it("cut the readable part to 24 characters without a dash at its end", () => {
    expect(asciiPart(`${"a".repeat(23)} b`)).toBe("a".repeat(23));
  });
});
