import { expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { Fates, isFate } from "./fates.ts";

it("knows a node by its name without what the subscription appends", () => {
  const fates = new Fates([["HK 01", { delay: 40 }]], createRandom(1));
  expect(fates.get("HK 01 | x1.2")).toEqual({ delay: 40 });
  fates.kill("HK 01 | x1.0");
  expect(fates.roll("HK 01 | x1.2")).toMatchObject({ fail: "timeout" });
  fates.revive("HK 01 | x1.5");
  expect(fates.roll("HK 01 | x1.2")).toEqual({ delay: 40 });
});

it("gives a node that nobody spoke of the same luck each time", () => {
  expect(new Fates([], createRandom(1)).get("x")).toEqual(new Fates([], createRandom(2)).get("x"));
});

it("stretches a delay by the weather and swings it by the jitter", () => {
  const fates = new Fates([["n", { delay: 100, jitter: 10 }]], createRandom(1));
  fates.setDrift("n", 2);
  const outcome = fates.roll("n");
  expect("delay" in outcome && outcome.delay >= 190 && outcome.delay <= 210).toBe(true);
});

it("loses tests as often as told", () => {
  const fates = new Fates([["n", { delay: 1, loss: 0.5 }]], createRandom(1));
  const lost = Array.from({ length: 400 }, () => fates.roll("n")).filter((outcome) => "fail" in outcome);
  expect(lost.length).toBeGreaterThan(120);
  expect(lost.length).toBeLessThan(280);
});

it("tells a fate from other things", () => {
  expect([isFate({ delay: 1 }), isFate({ fail: "error" }), isFate({ ip: "x" }), isFate(null), isFate([])]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
