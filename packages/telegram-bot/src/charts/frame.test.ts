import { describe, expect, test } from "vitest";
import { chip, frame, legend, legendHeight } from "./frame.ts";
import { lettering } from "./lettering.ts";

const entry = (more: object = {}) => ({ colour: "#123456", mark: "1", value: "45 ms", details: [], ...more });
/** The outline of the first letter of a text, as it stands in a picture. */
const outlineOf = (text: string): string =>
  / d="[^"]+"/.exec(lettering(text, { x: 0, y: 0, size: 1, fill: "" }))?.[0] ?? "";

test("a picture is a whole SVG around its contents", () => {
  expect(frame("<clipPath/>", "<path/>")).toMatch(
    /^<svg xmlns=[^>]+><defs><clipPath\/><\/defs><rect [^>]+\/><path\/><\/svg>$/,
  );
});

describe("the figures above a chart", () => {
  test("stand three in a row, and take the room for their rows", () => {
    const entries = Array.from({ length: 4 }, () => entry());
    const discs = [...legend(entries).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(new Set(discs.map(([, , y]) => y)).size).toBe(2);
    expect(discs[3]?.[1]).toBe(discs[0]?.[1]);
    expect(legendHeight(4)).toBe(legendHeight(6));
    expect(legendHeight(3)).toBeLessThan(legendHeight(4));
  });

  test("leave out details from the end where there is no room for all of them", () => {
    const details = ["avg 45 ms", "Quite a long detail that has no room here at all", "zzz"];
    const svg = legend([entry({ details }), entry(), entry()]);
    expect(svg).toContain(outlineOf("a"));
    expect(svg).not.toContain(outlineOf("Q"));
    expect(svg).not.toContain(outlineOf("z"));
  });

  test("name the line where its name can be drawn", () => {
    expect(legend([entry({ name: "Work" })])).toContain(outlineOf("W"));
    expect(legend([entry({ name: "节点" })])).toBe(legend([entry()]));
  });
});

test("a mark is an arrow of its own, or a number", () => {
  expect(chip("↓", "#fff", 10, 10)).toContain("stroke-linecap");
  expect(chip("↑", "#fff", 10, 10)).not.toBe(chip("↓", "#fff", 10, 10));
  expect(chip("7", "#fff", 10, 10)).toContain(outlineOf("7"));
});
