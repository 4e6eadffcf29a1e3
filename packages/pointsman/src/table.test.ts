import { expect, test } from "vitest";
import { columns } from "./table.ts";

test("aligns all columns but the last", () => {
  expect(
    columns([
      ["a", "bbb", "x"],
      ["aa", "b", "yy"],
    ]),
  ).toBe("a   bbb  x\naa  b    yy");
  expect(columns([])).toBe("");
});
