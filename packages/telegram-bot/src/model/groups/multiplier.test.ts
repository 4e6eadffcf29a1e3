import { expect, test } from "vitest";
import { multiplierIn } from "./multiplier.ts";

test.each([
  ["HK 01 | x1.5", 1.5],
  ["🇭🇰 香港 01 2倍", 2],
  ["香港 倍率：0.5", 0.5],
  ["US 03 [0.1]", 0.1],
  ["JP 02 ×3", 3],
  ["SG 2.0x IEPL", 2],
  ["日本 1.5倍率", 1.5],
])("%s is counted %s times", (name, times) => {
  expect(multiplierIn(name)).toBe(times);
});

test.each(["HK 01", "Proxy2", "100 GB", "12.5 GB left", "linux2", "4K IEPL 3", "", "v1.2 ms"])(
  "%j says nothing of it, and is counted once",
  (name) => {
    expect(multiplierIn(name)).toBe(1);
  },
);
