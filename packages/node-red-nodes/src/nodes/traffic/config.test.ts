import { describe, expect, test } from "vitest";
import { readTrafficConfig } from "./config.ts";

const stored = (every: unknown, more: object = {}) => ({ id: "n", type: "t", every, ...more });

describe("readTrafficConfig", () => {
  test.each([
    ["5", 5000],
    [2, 2000],
    ["1.5", 1500],
    ["", 5000],
    [undefined, 5000],
  ])("every %j is %d ms", (every, everyMs) => {
    expect(readTrafficConfig(stored(every))).toEqual({ everyMs, memory: true });
  });

  test.each(["0.5", "often", "-1", "86401", "Infinity"])("an interval of %s is refused", (every) => {
    expect(() => readTrafficConfig(stored(every))).toThrow(/between 1 and 86400 seconds/);
  });

  test("memory can be left out", () => {
    expect(readTrafficConfig(stored(5, { memory: false })).memory).toBe(false);
  });
});
