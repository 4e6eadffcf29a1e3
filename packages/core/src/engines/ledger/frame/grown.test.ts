import { expect, test } from "vitest";
import { grown } from "./grown.ts";

test("a grown column begins with what it held", () => {
  expect([...grown(Int32Array.of(1, 2), 4)]).toEqual([1, 2, 0, 0]);
});

test("a grown column stays of its kind", () => {
  expect(grown(Float64Array.of(0.5), 2)).toEqual(Float64Array.of(0.5, 0));
});
