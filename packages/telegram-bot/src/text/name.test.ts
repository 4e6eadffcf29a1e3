import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf } from "./cells.ts";
import { plainName, shortName, unlinked, visible } from "./name.ts";

describe("visible", () => {
  test("puts everything on one line", () => {
    expect(visible(" a\n\tb\u2028c\u0000 ")).toBe("a b c");
  });

  test("drops direction overrides, marks and zero-width characters", () => {
    expect(visible("\u202Eevil\u202C \u2066x\u2069\u200B\uFEFF\u200F")).toBe("evil x");
  });

  test("keeps joiners that hold an emoji together", () => {
    expect(visible("👨‍👩‍👧 ok")).toBe("👨‍👩‍👧 ok");
  });

  test("shows a sign where nothing could be seen", () => {
    expect(visible("")).toBe("∅");
    expect(visible("\u3164\u200B \u202E")).toBe("∅");
  });

  test("replaces half a surrogate pair", () => {
    expect(visible("a\uD83D")).toBe("a\uFFFD");
  });
});

describe("shortName", () => {
  test("isolates a name that is written from right to left", () => {
    expect(shortName("שלום", 10)).toBe("\u2068שלום\u2069");
    expect(shortName("HK 01", 10)).toBe("HK 01");
  });

  test("is never wider than asked, never empty, and on one line, for any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const short = shortName(name, 24);
        expect(cellsOf(short)).toBeLessThanOrEqual(24);
        expect(short).toMatch(/\S/);
        expect(short).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
      }),
    );
  });
});

test("running text from outside becomes no link, mention, command or hashtag, and looks the same", () => {
  const text = "@someone /start #tag $GAS sunrise.example.org https://t.me/x 3.5 GB. End";
  const safe = unlinked(text);
  expect(safe.replaceAll("\u2060", "")).toBe(text);
  expect(safe).not.toMatch(/[@#$/]\w|\w\.\w/);
  expect(plainName("t.me/x", 10)).toBe("t.\u2060me/\u2060x");
});
