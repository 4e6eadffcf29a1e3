import type { Change, Controller } from "@pointsman/core";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ChatGate } from "../delivery/gate.ts";
import type { Outcome } from "../delivery/outbox.ts";
import type { Screen } from "../screens/kit/layout.ts";
import { Html } from "../text/html.ts";
import { PinnedDashboard } from "./pinned-dashboard.ts";

const everyMs = 30_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(outcome?: Outcome) {
  const state = { words: "1 MB", online: true, outcome, gone: 0, watches: 0, fault: undefined as Error | undefined };
  const faults: unknown[] = [];
  const edits: string[] = [];
  const gate = new ChatGate({ burst: 5, perMinute: 60, reserve: 2, liveEveryMs: 2000 });
  const watch = (_: unknown, { signal }: { signal: AbortSignal }): AsyncIterable<Change> => {
    state.watches += 1;
    const { promise, resolve } = Promise.withResolvers<IteratorResult<Change>>();
    signal.addEventListener("abort", () => resolve({ done: true, value: undefined }));
    return { [Symbol.asyncIterator]: () => ({ next: async () => await promise }) };
  };
  const draw = (): Screen => {
    if (state.fault !== undefined) throw state.fault;
    return { text: new Html(`${state.words} ${Date.now()}`), sameAs: state.words, keyboard: [] };
  };
  const dashboard = new PinnedDashboard({
    chatId: 1,
    messageId: 7,
    controller: { id: "home", observer: { watch } } as unknown as Controller,
    parts: ["traffic"],
    everyMs,
    outbox: {
      edit: async (_, messageId, { text }) => {
        edits.push(`${messageId} ${text.markup.split(" ").slice(0, 2).join(" ")}`);
        return state.outcome ?? { kind: "sent", messageId };
      },
    },
    gate,
    isOnline: () => state.online,
    now: Date.now,
    draw,
    onGone: () => (state.gone += 1),
    onFault: (error) => faults.push(error),
  });
  onTestFinished(() => dashboard.stop());
  const pass = async (ms: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
  };
  return { dashboard, state, edits, faults, gate, pass };
}

test("goes on for ever: a frame every half minute where something changed, and its time anew every five minutes", async () => {
  const { state, edits, pass } = open();
  await pass(0);
  expect(edits).toEqual(["7 1 MB"]);
  state.words = "2 MB";
  await pass(everyMs);
  expect(edits).toEqual(["7 1 MB", "7 2 MB"]);
  await pass(4 * 60_000);
  expect(edits).toHaveLength(2);
  await pass(60_000 + everyMs);
  expect(edits).toHaveLength(3);
  for (let hour = 0; hour < 3; hour += 1) {
    state.words = `${hour} hours`;
    await pass(3_600_000);
  }
  expect(edits.length).toBeGreaterThan(30);
});

test("leaves out what cannot leave: Telegram away, a flood, a chat that is busy", async () => {
  const { state, edits, gate, pass } = open();
  await pass(0);
  state.online = false;
  state.words = "2 MB";
  await pass(10 * everyMs);
  expect(edits).toHaveLength(1);
  state.online = true;
  state.outcome = { kind: "flood", seconds: 45 };
  await pass(everyMs);
  expect(edits).toHaveLength(2);
  expect(gate.isSlowed).toBe(true);
  state.outcome = undefined;
  await pass(2 * everyMs - 1);
  expect(edits).toHaveLength(2);
  await pass(1);
  expect(edits).toHaveLength(3);
});

test.each([{ kind: "gone" }, { kind: "blocked" }] as const)("ends where its message is %o", async (outcome) => {
  const { dashboard, state, edits, pass } = open(outcome);
  await pass(0);
  await pass(10 * everyMs);
  expect([state.gone, edits.length]).toEqual([1, 1]);
  await dashboard.done;
});

test("stops at once, with nothing left behind", async () => {
  const { dashboard, pass } = open();
  await pass(0);
  dashboard.stop();
  await dashboard.done;
  expect(vi.getTimerCount()).toBe(0);
});

test("a frame that cannot be drawn is told and left out; the next one comes", async () => {
  const { state, edits, faults, pass } = open();
  state.fault = new Error("no such text");
  await pass(everyMs);
  expect(faults).toEqual([state.fault]);
  state.fault = undefined;
  state.words = "3 MB";
  await pass(everyMs);
  expect(edits.at(-1)).toBe("7 3 MB");
});
