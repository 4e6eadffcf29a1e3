import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelBook } from "./labels.ts";

describe("labels", () => {
  it("are the name itself where Home Assistant can carry it", () => {
    const names = ["HK 01", "🇭🇰 香港 | x1.0", "a/b%2F", "__proto__", "x".repeat(255)];
    const book = labelBook(names);
    expect(names.map((name) => book.labelOf(name))).toEqual(names);
  });

  it("replace what Home Assistant would read as no state, refuse, or strip", () => {
    const book = labelBook(["none", "Unknown", "unavailable", "", "  ", " edge", "a\nb", "y".repeat(300)]);
    for (const name of ["none", "Unknown", "unavailable", "", "  ", " edge", "a\nb", "y".repeat(300)]) {
      expect(book.labelOf(name)).toMatch(/~[0-9a-f]{4,}$/);
      expect([...book.labelOf(name)].length).toBeLessThanOrEqual(255);
      expect(book.nameOf(book.labelOf(name))).toBe(name);
    }
  });

  it("never give two names one label, whatever the names are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 40 }), (names) => {
        const book = labelBook(names);
        const labels = names.map((name) => book.labelOf(name));
        expect(new Set(labels).size).toBe(names.length);
        for (const [index, label] of labels.entries()) expect(book.nameOf(label)).toBe(names[index]);
      }),
    );
  });

  it("accept the exact name of a relabelled member as well", () => {
    expect(labelBook(["none"]).nameOf("none")).toBe("none");
  });

  it("prefer the plain owner when a name looks like another's label", () => {
    const taken = labelBook(["none"]).labelOf("none");
    const book = labelBook(["none", taken]);
    expect(book.labelOf(taken)).toBe(taken);
    expect(book.labelOf("none")).not.toBe(taken);
  });
});
