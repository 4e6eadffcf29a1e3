import { expect, it } from "vitest";
import { createRandom, hashText } from "./random.ts";

it("tells the same story for the same seed, and another one for another", () => {
  const story = (seed: number): string[] => {
    const random = createRandom(seed);
    return [random.uuid(), String(random.int(0, 1000)), random.pick(["a", "b", "c"])];
  };
  expect(story(7)).toEqual(story(7));
  expect(story(7)).not.toEqual(story(8));
});

it("stays within its bounds and reaches both ends", () => {
  const random = createRandom(1);
  const seen = new Set(Array.from({ length: 200 }, () => random.int(3, 5)));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([3, 4, 5]);
});

it("makes UUIDs of version 4", () => {
  expect(createRandom(3).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("refuses to pick from nothing", () => {
  expect(() => createRandom(1).pick([])).toThrow("nothing to pick from");
});

it("gives a text the same number each time", () => {
  expect(hashText("香港")).toBe(hashText("香港"));
  expect(hashText("a")).not.toBe(hashText("b"));
});
