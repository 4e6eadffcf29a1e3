import { expect, it } from "vitest";
import { instant } from "./instant.ts";

it("writes a time that happened, and null for one that did not", () => {
  expect(instant(Date.UTC(2027, 0, 15, 8))).toBe("2027-01-15T08:00:00.000Z");
  for (const never of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 9e15]) expect(instant(never)).toBeNull();
});
