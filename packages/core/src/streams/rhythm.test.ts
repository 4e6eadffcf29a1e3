import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Rhythm } from "./rhythm.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const seen: string[] = [];
  const rhythm = new Rhythm(5000, { onStall: () => seen.push("stall"), onDead: () => seen.push("dead") });
  return { seen, rhythm };
}

test("silence is first a stall, and after the same time again the end", () => {
  const { seen } = watched();
  vi.advanceTimersByTime(4999);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(["stall"]);
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual(["stall", "dead"]);
});

test("a frame ends a stall and starts the clock again", () => {
  const { seen, rhythm } = watched();
  vi.advanceTimersByTime(9999);
  rhythm.beat();
  expect(rhythm.isStalled).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual(["stall", "stall"]);
});

test("after stop nothing is told and no timer is left", () => {
  const { seen, rhythm } = watched();
  rhythm.stop();
  vi.advanceTimersByTime(60_000);
  expect(seen).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
