import { expect, it } from "vitest";
import { Health } from "./health.ts";

it("keeps ten results in all and ten per URL", () => {
  const health = new Health();
  for (let at = 1; at <= 12; at++) health.record("u", at, at, true);
  health.record("v", 13, undefined, true);
  expect(health.history.map(({ delay }) => delay)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 0]);
  expect(health.urls.get("u")?.history).toHaveLength(10);
});

it("is alive by the last test of any URL, and for a URL by its own last test", () => {
  const health = new Health();
  expect([health.alive, health.aliveFor("u"), health.delayFor("u")]).toEqual([true, true, 65_535]);
  health.record("u", 1, 30, true);
  health.record("v", 2, undefined, true);
  expect([health.alive, health.aliveFor("u"), health.delayFor("u")]).toEqual([false, true, 30]);
  expect(health.aliveFor("never tested")).toBe(false);
});

it("calls a wrong status dead for its URL only", () => {
  const health = new Health();
  health.record("u", 1, 30, false);
  expect([health.alive, health.aliveFor("u"), health.delayFor("u")]).toEqual([true, false, 65_535]);
  expect(health.history.at(-1)?.delay).toBe(30);
});
