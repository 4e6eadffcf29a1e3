import type { Change, Controller } from "@pointsman/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { defaultPace } from "../polling/pace.ts";
import { LiveView } from "./live-view.ts";

const groups = { reads: [], watches: ["groups"] } as const;

function open() {
  let redraws = 0;
  let ends = 0;
  const watched: AbortSignal[] = [];
  const fire = new Set<() => void>();
  const watch = (_: unknown, { signal }: { signal: AbortSignal }): AsyncIterable<Change> => {
    watched.push(signal);
    return {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const { promise, resolve } = Promise.withResolvers<IteratorResult<Change>>();
          const change = (): void => {
            fire.delete(change);
            resolve({ done: false, value: { type: "traffic-changed" } });
          };
          fire.add(change);
          signal.addEventListener("abort", () => resolve({ done: true, value: undefined }));
          return await promise;
        },
      }),
    };
  };
  const controller = { observer: { watch } } as unknown as Controller;
  const view = new LiveView({
    pace: defaultPace,
    log: logLines(),
    redraw: () => (redraws += 1),
    onEnd: () => (ends += 1),
  });
  const change = async (): Promise<void> => {
    for (const one of fire) one();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { view, controller, watched, change, redraws: () => redraws, ends: () => ends };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("changes are drawn, many at once as one, and not faster than a frame", async () => {
  const { view, controller, change, redraws } = open();
  view.start(controller, groups);
  await change();
  await vi.advanceTimersByTimeAsync(1000);
  expect(redraws()).toBe(1);
  for (let index = 0; index < 5; index += 1) await change();
  await vi.advanceTimersByTimeAsync(1999);
  expect(redraws()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(redraws()).toBe(2);
  view.stop();
});

test("a busy screen has a calmer pace, but its first change is soon there", async () => {
  const { view, controller, change, redraws } = open();
  view.start(controller, { ...groups, busy: true });
  await change();
  await vi.advanceTimersByTimeAsync(1000);
  expect(redraws()).toBe(1);
  await change();
  await vi.advanceTimersByTimeAsync(4999);
  expect(redraws()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(redraws()).toBe(2);
  view.stop();
});

test("an outcome is drawn at once, ahead of a frame that waits", async () => {
  const { view, controller, redraws } = open();
  view.start(controller, groups);
  view.request(true);
  view.request(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(redraws()).toBe(1);
  view.stop();
});

test("rests five minutes after the last start, and then watches nothing", async () => {
  const { view, controller, watched, ends } = open();
  view.start(controller, groups);
  await vi.advanceTimersByTimeAsync(200_000);
  view.start(controller, groups);
  await vi.advanceTimersByTimeAsync(299_999);
  expect(ends()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(ends()).toBe(1);
  expect(watched.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a screen that watches nothing opens no watch", () => {
  const { view, controller, watched } = open();
  view.start(controller, { reads: [], watches: [] });
  expect(watched).toEqual([]);
  view.stop();
});

test("a dashboard that nobody taps on is drawn more seldom after a minute, until the next tap", async () => {
  const { view, controller, change, redraws } = open();
  const frames = async (seconds: number): Promise<number> => {
    const before = redraws();
    for (let second = 0; second < seconds; second += 1) {
      await change();
      await vi.advanceTimersByTimeAsync(1000);
    }
    return redraws() - before;
  };
  view.start(controller, { ...groups, busy: true, slows: true });
  expect(await frames(60)).toBe(12);
  await frames(15);
  expect(await frames(60)).toBe(4);
  view.start(controller, { ...groups, busy: true, slows: true });
  expect(await frames(60)).toBe(12);
  view.stop();
  expect(vi.getTimerCount()).toBe(0);
});
