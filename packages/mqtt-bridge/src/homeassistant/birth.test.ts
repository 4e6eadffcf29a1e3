import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Birth } from "./birth.ts";

let births: number;
let birth: Birth;
beforeEach(() => {
  vi.useFakeTimers();
  births = 0;
  birth = new Birth({ topic: "homeassistant/status", waitMs: [2000, 10_000], born: () => void (births += 1) });
});
afterEach(() => {
  birth.stop();
  vi.useRealTimers();
});

const say = (payload: string, more: { topic?: string; retain?: boolean } = {}): void =>
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

it("hears nothing in a death, a replay, another topic, or after it was stopped", () => {
  say("offline");
  say("online", { retain: true });
  say("online", { topic: "elsewhere/status" });
  vi.advanceTimersByTime(10_000);
  say("online");
  birth.stop();
  vi.advanceTimersByTime(10_000);
  expect(births).toBe(0);
});
