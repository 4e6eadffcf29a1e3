import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change, Interest } from "./types.ts";
import { Watchers } from "./watchers.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const died: Change = { type: "node-died", node: "a" };
const back: Change = { type: "core-back" };
const traffic: Change = { type: "traffic-changed" };

function setUp() {
  const onInterest = vi.fn<() => void>();
  const watchers = new Watchers(onInterest);
  const open = (interest: Interest, signal?: AbortSignal) => watchers.watch(interest, signal)[Symbol.asyncIterator]();
  return { watchers, open, onInterest };
}

test("interest begins with the reading and ends with it", async () => {
  const { watchers, onInterest } = setUp();
  const reading = watchers.watch({ parts: ["nodes"], everyMs: 1000 }, undefined);
  expect(watchers.interests.pace("nodes")).toBeUndefined();
  reading[Symbol.asyncIterator]();
  expect(watchers.interests.pace("nodes")).toBe(1000);
  await reading.return();
  expect(watchers.interests.pace("nodes")).toBeUndefined();
  expect(onInterest).toHaveBeenCalledTimes(2);
});

test("readers are told of their own parts, and all of the core itself", async () => {
  const { watchers, open } = setUp();
  const nodes = open({ parts: ["nodes"], everyMs: 1000 });
  const rules = open({ parts: ["rules"], everyMs: 1000 });
  watchers.tell([died, back]);
  expect((await nodes.next()).value).toEqual(died);
  expect((await nodes.next()).value).toEqual(back);
  expect((await rules.next()).value).toEqual(back);
});

test("measurements are told at the reader's own pace", async () => {
  const { watchers, open } = setUp();
  const eager = open({ parts: ["traffic"], everyMs: 1000 });
  const patient = open({ parts: ["traffic"], everyMs: 10_000 });
  const counts = { eager: 0, patient: 0 };
  void (async () => {
    for await (const _ of eager) counts.eager += 1;
  })();
  void (async () => {
    for await (const _ of patient) counts.patient += 1;
  })();
  for (let second = 0; second < 20; second += 1) {
    watchers.tell([traffic]);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(counts).toEqual({ eager: 20, patient: 2 });
});

test("one reader's abort does not disturb another", async () => {
  const { watchers, open } = setUp();
  const abort = new AbortController();
  const mine = open({ parts: ["nodes"], everyMs: 1000 }, abort.signal);
  const yours = open({ parts: ["nodes"], everyMs: 1000 });
  const pending = mine.next();
  abort.abort();
  watchers.tell([died]);
  expect((await pending).done).toBe(true);
  expect((await yours.next()).value).toEqual(died);
});

test("a reader that never reads is failed, and the others are told all", async () => {
  const { watchers, open } = setUp();
  const lazy = open({ parts: ["nodes"], everyMs: 1000 });
  const busy = open({ parts: ["rules"], everyMs: 1000 });
  watchers.tell(Array.from({ length: 10_001 }, () => died));
  watchers.tell([back]);
  expect((await busy.next()).value).toEqual(back);
  for (let count = 0; count < 10_000; count += 1) await lazy.next();
  await expect(lazy.next()).rejects.toMatchObject({ code: "busy", reason: "slow-reader" });
});

test("closing ends every reading, and later ones at once", async () => {
  const { watchers, open } = setUp();
  const pending = open({ parts: ["nodes"], everyMs: 1000 }).next();
  watchers.close();
  expect((await pending).done).toBe(true);
  expect((await open({ parts: ["nodes"], everyMs: 1000 }).next()).done).toBe(true);
  expect(watchers.interests.fastest).toBeUndefined();
});
