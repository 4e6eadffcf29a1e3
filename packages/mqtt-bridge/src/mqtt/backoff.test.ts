import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff.ts";

function backoff() {
  let now = 0;
  const one = new Backoff(
    {},
    () => now,
    () => 1,
  );
  const session = (ms: number): ReturnType<Backoff["judge"]> => {
    one.up();
    now += ms;
    return one.judge("other");
  };
  return { one, session };
}

describe("the wait before the next attempt", () => {
  it("doubles up to a minute, and begins anew after a connection that stood", () => {
    const { one, session } = backoff();
    const waits = Array.from({ length: 8 }, () => one.waitMs("refused"));
    expect(waits).toEqual([1250, 2250, 4250, 8250, 16_250, 32_250, 60_250, 60_250]);
    session(10_000);
    expect(one.waitMs("other")).toBe(1250);
  });

  it("is a minute and more after a refused password, and five after somebody took our place", () => {
    const { one } = backoff();
    expect(one.waitMs("login")).toBeGreaterThanOrEqual(60_000);
    expect(one.waitMs("taken-over")).toBe(300_000);
  });
});

describe("a connection that ends as soon as it stands", () => {
  it("means five times in a row that somebody took our place", () => {
    const { session } = backoff();
    expect(Array.from({ length: 6 }, () => session(100))).toEqual([
      "other",
      "other",
      "other",
      "other",
      "taken-over",
      "other",
    ]);
  });

  it("means nothing where one of them lasted", () => {
    const { session } = backoff();
    expect([100, 100, 100, 100, 5000, 100].map(session)).not.toContain("taken-over");
  });
});
