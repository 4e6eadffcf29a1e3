import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Birth } from "./birth.ts";

let births: number;
let birth: Birth;
beforeEach(() => {
  vi.useFakeTimers();
  births = 0;
  birth = new Birth({
    topic: "homeassistant/status",
    waitMs: [2000, 10_000],
    againMs: 15_000,
    born: () => void (births += 1),
  });
});
afterEach(() => {
  birth.stop();
  vi.useRealTimers();
});

const say = (payload: string, more: { topic?: string; retain?: boolean } = {}): boolean =>
  birth.take({ topic: "homeassistant/status", payload: Buffer.from(payload), retain: false, ...more });

it("answers two births in a row once, after a moment", () => {
  say("online");
  vi.advanceTimersByTime(1999);
  say("online");
  expect(births).toBe(0);
  vi.advanceTimersByTime(8001);
  expect(births).toBe(1);
  say("online");
  vi.advanceTimersByTime(10_000);
  expect(births).toBe(2);
});

it("announces once more when its platforms are loaded, unless another birth comes first", () => {
  say("online");
  vi.advanceTimersByTime(10_000);
  expect(births).toBe(1);
  vi.advanceTimersByTime(15_000);
  expect(births).toBe(2);
  vi.advanceTimersByTime(3_600_000);
  expect(births).toBe(2);
  say("online");
  vi.advanceTimersByTime(10_000);
  say("online");
  vi.advanceTimersByTime(10_000);
  expect(births).toBe(4);
  birth.stop();
  vi.advanceTimersByTime(3_600_000);
  expect(births).toBe(4);
});

it("hears nothing in a death, a replay, another topic, or after it was stopped", () => {
  say("offline");
  say("online", { retain: true });
  expect(say("online", { topic: "elsewhere/status" })).toBe(false);
  vi.advanceTimersByTime(10_000);
  say("online");
  birth.stop();
  vi.advanceTimersByTime(10_000);
  expect(births).toBe(0);
});
