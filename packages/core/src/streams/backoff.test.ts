import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

test("the ceiling doubles with each attempt and stops at the cap", () => {
  const backoff = new Backoff({ baseMs: 500, capMs: 4000, random: () => 1 });
  expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1000, 2000, 4000, 4000]);
  expect(backoff.attempts).toBe(5);
});

test("the whole pause is jittered, down to none", () => {
  expect(new Backoff({ random: () => 0 }).next()).toBe(0);
  expect(new Backoff({ baseMs: 500, random: () => 0.5 }).next()).toBe(250);
});

test("a reset starts again at the base", () => {
  const backoff = new Backoff({ baseMs: 500, random: () => 1 });
  backoff.next();
  backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

test("an outage of days overflows nothing", () => {
  const backoff = new Backoff({ capMs: 30_000, random: () => 1 });
  for (let attempt = 0; attempt < 5000; attempt += 1) backoff.next();
  expect(backoff.next()).toBe(30_000);
});
