import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Availability } from "./availability.ts";

let told: string[];
let readings: PromiseWithResolvers<void>[];
let availability: Availability;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  readings = [];
  availability = new Availability({
    lostMs: 10_000,
    steadyMs: 3000,
    now: () => Date.now(),
    read: () => {
      const reading = Promise.withResolvers<void>();
      readings.push(reading);
      return reading.promise;
    },
    changed: () => told.push(availability.state),
  });
});
afterEach(() => {
  availability.stop();
  vi.useRealTimers();
});

async function online(): Promise<void> {
  availability.saw("reachable");
  readings.at(-1)?.resolve();
  await vi.advanceTimersByTimeAsync(0);
}

describe("a controller", () => {
  it("is online only when its house was read, and a reading that failed is tried again", async () => {
    expect(availability.state).toBe("offline");
    availability.saw("reachable");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    readings[0]?.reject(new Error("still starting"));
    await vi.advanceTimersByTimeAsync(1000);
    expect([told, readings.length]).toEqual([[], 2]);
    readings[1]?.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["online"]);
  });

  it("is offline 10 s after its traffic was last heard, and not before", async () => {
    await online();
    await vi.advanceTimersByTimeAsync(60_000);
    availability.heard();
    availability.saw("unreachable");
    await vi.advanceTimersByTimeAsync(9999);
    expect(told).toEqual(["online"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(["online", "offline"]);
  });

  it("stays online while it answers, though its traffic is silent", async () => {
    await online();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(["online"]);
  });

  it("that comes and goes each second shows no flicker", async () => {
    await online();
    for (let second = 0; second < 60; second += 1) {
      availability.saw(second % 2 === 0 ? "unreachable" : "reachable");
      if (second % 2 === 1) availability.heard();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(told).toEqual(["online"]);
  });

  it("that is back for a moment is not online again before 3 s, nor by a reading of before it fell again", async () => {
    await online();
    await vi.advanceTimersByTimeAsync(60_000);
    availability.saw("unreachable");
    expect(told).toEqual(["online", "offline"]);
    await online();
    await vi.advanceTimersByTimeAsync(2999);
    expect(told).toHaveLength(2);
    availability.saw("unreachable");
    availability.saw("reachable");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveLength(2);
    readings.at(-2)?.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toHaveLength(2);
    readings.at(-1)?.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["online", "offline", "online"]);
  });

  it("that refuses the secret is offline like one that is gone", async () => {
    await online();
    await vi.advanceTimersByTimeAsync(60_000);
    availability.saw("unauthorized");
    expect(told).toEqual(["online", "offline"]);
  });

  it("tells nothing once it was stopped", async () => {
    availability.saw("reachable");
    availability.stop();
    readings[0]?.resolve();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
  });
});
