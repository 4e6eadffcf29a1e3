import { beforeEach, describe, expect, it } from "vitest";
import { Grace } from "./grace.ts";

let now: number;
let grace: Grace;
beforeEach(() => {
  now = 0;
  grace = new Grace(() => now);
});

describe("what is missing", () => {
  it("is not gone before the house was read", () => {
    expect(grace.isGone("a")).toBe(false);
    expect(grace.endsInMs).toBeUndefined();
  });

  it("from the first reading has a grace; what goes afterwards is gone at once", () => {
    grace.read(["a"], 1000);
    expect([grace.isGone("a"), grace.isGone("b"), grace.endsInMs]).toEqual([false, true, 1000]);
    now = 1000;
    expect([grace.isGone("a"), grace.endsInMs]).toEqual([true, undefined]);
  });

  it("is kept again while a core starts, until the next reading", () => {
    grace.read([], 0);
    grace.shaken();
    expect(grace.isGone("a")).toBe(false);
    grace.read(["a"], 10);
    expect([grace.isGone("a"), grace.isGone("b")]).toEqual([false, true]);
  });
});
