import { describe, expect, test } from "vitest";
import { barChart, mostBars } from "./bar-chart.ts";
import { lettering } from "./lettering.ts";
import { downColour, theme, upColour } from "./theme.table.ts";

const bar = (name: string, download: number, upload = 0) => ({ name, download, upload });
const widths = (svg: string, colour: string): number[] =>
  [...svg.matchAll(new RegExp(`<rect [^>]*width="([\\d.]+)"[^>]*fill="${colour}"`, "g"))].map(([, width]) =>
    Number(width),
  );

describe("a chart of bars", () => {
  test("gives each its share of the longest, down and up behind one another", () => {
    const svg = barChart({ bars: [bar("a", 300, 100), bar("b", 200)], total: { download: 500, upload: 100 } });
    const [first = 0, second = 0] = widths(svg, downColour);
    const [up = 0] = widths(svg, upColour);
    expect(first / up).toBeCloseTo(3, 1);
    expect(second / (first + up)).toBeCloseTo(0.5, 1);
  });

  test("lets the smallest be seen", () => {
    const svg = barChart({ bars: [bar("a", 1e12), bar("b", 1)], total: { download: 1e12, upload: 0 } });
    expect(Math.min(...widths(svg, downColour))).toBe(3);
  });

  test("keeps within the picture, however many there are", () => {
    const bars = Array.from({ length: 30 }, (_, index) => bar(`device ${index}`, 1000 - index));
    const svg = barChart({ bars, total: { download: 1, upload: 0 } });
    expect(widths(svg, downColour)).toHaveLength(mostBars);
    const bottoms = [...svg.matchAll(/<rect [^>]*y="([\d.]+)"[^>]*height="([\d.]+)"/g)].map(
      ([, y, height]) => Number(y) + Number(height),
    );
    expect(Math.max(...bottoms)).toBeLessThan(theme.height);
  });

  test("takes the room of the names for the bars where no name can be drawn", () => {
    const total = { download: 1, upload: 0 };
    const [named = 0] = widths(barChart({ bars: [bar("TV", 1)], total }), downColour);
    const [unnamed = 0] = widths(barChart({ bars: [bar("电视", 1)], total }), downColour);
    expect(unnamed).toBeGreaterThan(named);
  });

  test("holds no text and no name as such", () => {
    const svg = barChart({ bars: [bar('<b>"&', 1)], total: { download: 0, upload: 0 } });
    expect(svg).not.toContain("<b>");
    expect(svg).not.toContain("<text");
    expect(svg).toContain(lettering("–", { x: 0, y: 0, size: 24, fill: "#000" }).match(/d="[^"]+"/)?.[0]);
  });
});
