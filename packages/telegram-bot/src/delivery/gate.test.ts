import { describe, expect, test } from "vitest";
import { ChatGate, type GateLimits } from "./gate.ts";

const limits: GateLimits = { burst: 5, perMinute: 60, reserve: 2, liveEveryMs: 2000 };

function gateAt(): { gate: ChatGate; pass: (ms: number) => void } {
  let now = 1_000_000;
  const gate = new ChatGate(limits, () => now);
  return { gate, pass: (ms) => (now += ms) };
}

describe("a chat's gate", () => {
  test("lets a burst of presses through, then one per second", () => {
    const { gate, pass } = gateAt();
    for (let index = 0; index < 5; index += 1) {
      expect(gate.delay("user")).toBe(0);
      gate.take("user");
    }
    expect(gate.delay("user")).toBe(1000);
    pass(1000);
    expect(gate.delay("user")).toBe(0);
  });

  test("keeps live frames apart and leaves room for presses", () => {
    const { gate, pass } = gateAt();
    gate.take("live");
    expect(gate.delay("live")).toBe(2000);
    expect(gate.delay("user")).toBe(0);
    for (let index = 0; index < 4; index += 1) gate.take("user");
    pass(2000);
    expect(gate.delay("live")).toBe(1000);
    expect(gate.delay("user")).toBe(0);
  });

  test("is shut for everybody as long as Telegram asks, and live frames are slower afterwards", () => {
    const { gate, pass } = gateAt();
    gate.take("live");
    gate.block(7);
    expect(gate.blockedFor).toBe(7000);
    expect(gate.delay("user")).toBe(7000);
    expect(gate.delay("live")).toBe(7000);
    pass(7000);
    expect(gate.delay("user")).toBe(0);
    gate.take("live");
    expect(gate.delay("live")).toBe(4000);
  });

  test("forgets its slowness after a quiet minute", () => {
    const { gate, pass } = gateAt();
    expect(gate.isSlowed).toBe(false);
    gate.block(1);
    expect(gate.isSlowed).toBe(true);
    pass(62_000);
    expect(gate.isSlowed).toBe(false);
    gate.delay("live");
    gate.take("live");
    expect(gate.delay("live")).toBe(2000);
  });

  test("takes the longest silence that was asked for, and never more than a minute between frames", () => {
    const { gate } = gateAt();
    for (let index = 0; index < 10; index += 1) gate.block(1);
    gate.block(3600);
    gate.block(2);
    expect(gate.blockedFor).toBe(3_600_000);
  });
});
