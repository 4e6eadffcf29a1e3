import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, cellsOf, column, cutUnits, truncate, truncateStart } from "./cells.ts";

describe("cellsOf", () => {
  test.each([
    ["HK 01", 5],
    ["香港", 4],
    ["🇭🇰", 2],
    ["👨‍👩‍👧‍👦", 2],
    ["e\u0301", 1],
    ["ﾊﾝｶｸ", 4],
    ["한국", 4],
    ["❤️", 2],
    ["\u200b", 0],
    ["", 0],
  ])("%j is %i cells wide", (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });
});

describe("truncate", () => {
  test("keeps what fits and marks what was cut", () => {
    expect(truncate("HK 01", 5)).toBe("HK 01");
    expect(truncate("HK 01", 4)).toBe("HK …");
  });

  test("keeps the end where that says more", () => {
    expect(truncateStart("rr3---sn-i3b7knld.googlevideo.com", 20)).toBe("…nld.googlevideo.com");
    expect(truncateStart("netflix.com", 11)).toBe("netflix.com");
    expect(truncateStart("香港香港", 4)).toBe("…港");
    expect(truncateStart("", 4)).toBe("");
  });

  test("never cuts a flag, a family or a wide character in half", () => {
    expect(truncate("🇭🇰🇯🇵🇺🇸", 5)).toBe("🇭🇰🇯🇵…");
    expect(truncate("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3)).toBe("👨‍👩‍👧‍👦…");
    expect(truncate("香港香港", 4)).toBe("香…");
  });

  test("stays within cells and bytes for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (text, cells) => {
        const cut = truncate(text, cells);
        expect(cellsOf(cut)).toBeLessThanOrEqual(cells);
        expect(bytesOf(cut)).toBeLessThanOrEqual(Math.max(48, cells * 6) + 3);
      }),
    );
  });

  test("cuts a heap of combining marks by its bytes", () => {
    const zalgo = `a${"\u0301".repeat(500)}`.repeat(20);
    expect(bytesOf(truncate(zalgo, 30))).toBeLessThanOrEqual(183);
  });
});

test("a column is filled to its width in cells", () => {
  expect(column("香港", 6)).toBe("香港  ");
  expect(cellsOf(column("a very long name", 8))).toBe(8);
});

test("cutting by units never leaves half a pair", () => {
  expect(cutUnits("a😀", 2)).toBe("a");
  expect(cutUnits("a😀", 3)).toBe("a😀");
});
