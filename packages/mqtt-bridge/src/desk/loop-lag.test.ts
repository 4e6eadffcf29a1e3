import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopLag } from "./loop-lag.ts";

let extra: number;
beforeEach(() => {
  vi.useFakeTimers();
  extra = 0;
});
afterEach(() => void vi.useRealTimers());

it("tells the worst delay since it was asked last", () => {
  const lag = new LoopLag(() => Date.now() + extra);
  lag.start();
  vi.advanceTimersByTime(1000);
  // Something blocks: the next beat comes 400 ms late, the ones after it in time.
  extra = 400;
  vi.advanceTimersByTime(3000);
  expect([lag.take(), lag.take()]).toEqual([400, 0]);
  lag.stop();
});

it("tells of a block that still lasts", () => {
  const lag = new LoopLag(() => Date.now() + extra);
  lag.start();
  extra = 5000;
  expect(lag.take()).toBe(4000);
  lag.stop();
});
