import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ConnectionFeed } from "./connection-feed.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function feedOf(read: () => Promise<number>): { readonly seen: unknown[]; readonly feed: ConnectionFeed<number> } {
  const seen: unknown[] = [];
  const see = (what: unknown): void => void seen.push(what);
  const feed = new ConnectionFeed({ everyMs: 5000, read, onReading: see, onFault: see });
  onTestFinished(() => feed.stop());
  return { seen, feed };
}

test("a list is read soon after somebody looks, and then at its pace until nobody does", async () => {
  let count = 0;
  const { seen, feed } = feedOf(async () => ++count);
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual([1]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen).toEqual([1, 2, 3]);
  feed.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(count).toBe(3);
});

test("what cannot be read is told and tried again, and what comes after the end is not told", async () => {
  const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  let turn = 0;
  const { seen, feed } = feedOf(() => answers[turn++]!.promise);
  await vi.advanceTimersByTimeAsync(1000);
  const away = new Error("away");
  answers[0]!.reject(away);
  await vi.advanceTimersByTimeAsync(5000);
  expect(turn).toBe(2);
  feed.stop();
  answers[1]!.resolve(7);
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual([away]);
});

test("a reading that takes long is made more rarely", async () => {
  let count = 0;
  feedOf(async () => {
    count += 1;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return count;
  });
  await vi.advanceTimersByTimeAsync(21_000);
  expect(count).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(count).toBe(2);
});
