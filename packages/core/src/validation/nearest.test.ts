import { describe, expect, test } from "vitest";
import { didYouMean, nearest } from "./nearest.ts";

describe("nearest", () => {
  test.each([
    ["proxies.selct", ["proxies.select", "proxies.release"], "proxies.select"],
    ["Proxies.List", ["proxies.list", "groups.list"], "proxies.list"],
    ["mqtt-urk", ["mqtt-url", "mqtt"], "mqtt-url"],
    ["trafifc", ["traffic", "memory"], "traffic"],
    ["select", ["select-node", "flush-dns"], "select-node"],
  ])("takes %s for the word among %j that was meant", (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  test.each([
    ["banana", ["traffic", "memory"]],
    ["select", ["select-node", "select-best"]],
    ["", ["a", "b"]],
  ])("does not guess for %j among %j", (word, known) => {
    expect(
      nearest(
        word,
        known.filter((one) => one.length > 1),
      ),
    ).toBeUndefined();
  });

  test("closes a sentence with the word that was meant, or with nothing", () => {
    expect(didYouMean("memroy", ["traffic", "memory"])).toBe('; did you mean "memory"?');
    expect(didYouMean("xyz", ["traffic"])).toBe("");
  });
});
