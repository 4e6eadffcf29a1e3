import type { Reachability, Snapshot } from "@pointsman/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "../logger.ts";
import { startHeartbeat } from "./heartbeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const lines: string[] = [];
  const log = createLogger({ level: "debug", format: "text", write: (line) => lines.push(line.slice(25)) });
  const state: { reachabilities: Reachability[]; status: number } = { reachabilities: ["reachable"], status: 200 };
  const beats: string[] = [];
  const stop = startHeartbeat({
    url: "https://beat.test/s3cret",
    controllers: () =>
      state.reachabilities.map((reachability) => ({ observer: { snapshot: { reachability } as Snapshot } })),
    log,
    send: async (url) => {
      beats.push(url as string);
      return new Response(null, { status: state.status });
    },
  });
  return { lines, state, beats, stop };
}

test("beats once a minute while every core answers, and not otherwise", async () => {
  const { state, beats, stop } = setUp();
  await vi.advanceTimersByTimeAsync(180_000);
  expect(beats).toEqual(Array.from({ length: 3 }, () => "https://beat.test/s3cret"));
  state.reachabilities = ["reachable", "unreachable"];
  await vi.advanceTimersByTimeAsync(180_000);
  state.reachabilities = [];
  await vi.advanceTimersByTimeAsync(180_000);
  expect(beats).toHaveLength(3);
  state.reachabilities = ["reachable", "reachable"];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(beats).toHaveLength(4);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("tells once that nobody hears it, and once that somebody does again, without the address's secret", async () => {
  const { state, lines, stop } = setUp();
  state.status = 500;
  await vi.advanceTimersByTimeAsync(300_000);
  state.status = 200;
  await vi.advanceTimersByTimeAsync(300_000);
  expect(lines).toEqual([
    "warn the heartbeat is not heard at beat.test",
    "info the heartbeat is heard again at beat.test",
  ]);
  stop();
});
