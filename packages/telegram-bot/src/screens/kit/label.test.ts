import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf } from "../../text/cells.ts";
import { labelAround, labelCells, labelOf } from "./label.ts";

describe("a label", () => {
  test("shows names whole where there is room", () => {
    expect(labelOf(1, "5 ", { name: "netflix.com" }, " → ", { name: "🎬 Streaming" })).toBe(
      "5 netflix.com → 🎬 Streaming",
    );
    expect(labelOf(1, { name: "🇭🇰 HK 01 | IEPL x1.0 Premium" }, " · 45")).toBe("🇭🇰 HK 01 | IEPL x1.0 Premium · 45");
  });

  test("takes from the longest name first", () => {
    const long = "a-very-long-name-of-some.example.test";
    expect(labelOf(1, "12 ", { name: long }, " → ", { name: "Proxy" })).toBe("12 a-very-long-name-of-so… → Proxy");
    expect(labelOf(1, { name: long }, " → ", { name: long })).toBe("a-very-long-nam… → a-very-long-na…");
  });

  test("counts what is wide twice", () => {
    expect(labelOf(2, "✅ ", { name: "香港高级节点专线" }, " · 45")).toBe("✅ 香港高级… · 45");
  });

  test.each([1, 2, 3])("keeps to its column, %i in a row, whatever stands on it", (columns) => {
    const name = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(name, name, (first, second) => {
        const names = columns === 3 ? [{ name: first }] : [{ name: first }, " → ", { name: second }];
        expect(cellsOf(labelOf(columns, ...names, " 1"))).toBeLessThanOrEqual(labelCells(columns));
      }),
      { numRuns: 50 },
    );
  });

  test("of a sentence leaves the sentence whole", () => {
    expect(labelAround(2, (name) => `↩️ Undo: ${name}`, "🇭🇰 HK 001")).toBe("↩️ Undo: 🇭🇰 HK 0…");
    expect(labelAround(1, (name) => `↩️ Undo: ${name}`, "🇭🇰 HK 01")).toBe("↩️ Undo: 🇭🇰 HK 01");
  });
});
