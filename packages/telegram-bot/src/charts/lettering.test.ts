import { describe, expect, test } from "vitest";
import { drawable, lettering, textWidth } from "./lettering.ts";

const white = "#fff";

describe("a text in a picture", () => {
  test("is as wide as its letters, in proportion to its size", () => {
    expect(textWidth("ii", 20)).toBeLessThan(textWidth("MM", 20));
    expect(textWidth("12 ms", 40)).toBeCloseTo(2 * textWidth("12 ms", 20));
    expect(textWidth("", 20)).toBe(0);
  });

  test("is drawn as outlines, one for each letter that is seen", () => {
    const svg = lettering("4 ms", { x: 10, y: 20, size: 26, fill: white });
    expect(svg.match(/<path /g)).toHaveLength(3);
    expect(svg).toContain('<g fill="#fff">');
    expect(svg).not.toContain("<text");
  });

  test("ends or has its middle where it is told", () => {
    const startOf = (anchor: "start" | "middle" | "end"): number =>
      Number(/translate\((-?[\d.]+) /.exec(lettering("88", { x: 100, y: 0, size: 20, fill: white, anchor }))?.[1]);
    const width = textWidth("88", 20);
    expect(startOf("start")).toBe(100);
    expect(startOf("middle")).toBeCloseTo(100 - width / 2, 0);
    expect(startOf("end")).toBeCloseTo(100 - width, 0);
  });

  test("gets a box for what is no letter of ours, never a hole in the SVG", () => {
    expect(lettering("节", { x: 0, y: 0, size: 20, fill: white })).toContain('d="M50 0V-364');
  });
});

describe("a name", () => {
  test.each([
    ["HK 01", "HK 01"],
    ["🇭🇰 HK 01", "HK 01"],
    ["🎬 Streaming", "Streaming"],
    ["1️⃣ first #1", "1 first #1"],
    ["Küche", "Küche"],
    ["<b>&\"'", "<b>&\"'"],
  ])("%s is drawn as %s", (name, drawn) => {
    expect(drawable(name, 20, 1000)).toBe(drawn);
  });

  test.each(["节点", "HK 节点", "שלום", "🇭🇰", "", "  ", "a\u202Eb", "a\u0000b"])(
    "%j is left to the caption",
    (name) => {
      expect(drawable(name, 20, 1000)).toBeUndefined();
    },
  );

  test("is cut where it has no room", () => {
    const cut = drawable("Tablet of the children", 20, 100) ?? "";
    expect(cut).toMatch(/^Tablet.*…$/);
    expect(textWidth(cut, 20)).toBeLessThanOrEqual(100);
  });
});
