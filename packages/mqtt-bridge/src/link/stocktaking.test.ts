import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Snapshot } from "@pointsman/core";
import { snapshotOf } from "../../test/snapshot.ts";
import { houseOf } from "../house/house.ts";
import { Stocktaking } from "./stocktaking.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes stock of a house that can be read as often as `readable` says; what is missing is late while its grace lasts. */
function houseThat({ isMet = true, readable = [true] }: { isMet?: boolean; readable?: boolean[] }) {
  const snapshot: Snapshot = { ...snapshotOf([]), reachability: isMet ? "reachable" : "unknown" };
  const graces: number[] = [];
  let counted = 0;
  const stock = new Stocktaking({
    observer: {
      snapshot,
      refresh: async () => {
        if (readable.shift() === false) throw new Error("no");
        return snapshot;
      },
    },
    parts: ["groups"],
    leavings: {
      shaken: () => undefined,
      read: (_, __, graceMs) => void graces.push(graceMs),
      get endsInMs() {
        return graces.at(-1);
      },
    },
    read: () => houseOf("home", snapshot),
    announced: async () => [],
    startGraceMs: 10,
    restartGraceMs: 600,
    maxAgeMs: 60,
    retryMs: 60,
    counted: () => (counted += 1),
  });
  return { stock, graces, counted: () => counted };
}

it("counts once all that an earlier life left is known, and again when the grace is over", async () => {
  const { stock, graces, counted } = houseThat({});
  stock.coreCame();
  await vi.advanceTimersByTimeAsync(0);
  expect(graces).toEqual([]);
  stock.known();
  await vi.advanceTimersByTimeAsync(0);
  expect([graces, counted()]).toEqual([[10], 1]);
  await vi.advanceTimersByTimeAsync(10);
  expect(counted()).toBe(2);
});

it("gives a core that came back longer than one that is met for the first time", async () => {
  const { stock, graces } = houseThat({ isMet: false });
  stock.known();
  stock.coreCame();
  await vi.advanceTimersByTimeAsync(0);
  stock.coreCame();
  await vi.advanceTimersByTimeAsync(0);
  expect(graces).toEqual([10, 600]);
});

it("tries again where the house could not be read, and not once it is stopped", async () => {
  const { stock, graces } = houseThat({ readable: [false, false, true] });
  stock.known();
  await vi.advanceTimersByTimeAsync(120);
  expect(graces).toEqual([10]);
  const stopped = houseThat({ readable: [false] });
  stopped.stock.known();
  await vi.advanceTimersByTimeAsync(0);
  stopped.stock.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(stopped.graces).toEqual([]);
});
