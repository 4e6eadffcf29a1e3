import type { Controller, LogLine, StreamEvent, StreamHealth } from "@pointsman/core";
import { expect, onTestFinished, test, vi } from "vitest";
import { LogTail } from "./log-tail.ts";

/** A stream that a test pushes into. */
function pushable<Item>() {
  const items: Item[] = [];
  let wake = Promise.withResolvers<void>();
  return {
    push(item: Item) {
      items.push(item);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
    async *iterate(signal?: AbortSignal): AsyncIterable<Item> {
      for (;;) {
        if (signal?.aborted === true) return;
        const next = items.shift();
        if (next === undefined) await wake.promise;
        else yield next;
      }
    },
  };
}

function open(more: Partial<ConstructorParameters<typeof LogTail>[0]> = {}) {
  const events = pushable<StreamEvent<LogLine>>();
  const health = pushable<StreamHealth>();
  const controller = {
    id: "home",
    streams: {
      logs: () => ({
        subscribe: ({ signal }: { signal: AbortSignal }) => events.iterate(signal),
        watchHealth: ({ signal }: { signal: AbortSignal }) => health.iterate(signal),
      }),
    },
  } as unknown as Controller;
  let changed = Promise.withResolvers<void>();
  const errors: unknown[] = [];
  const tail = new LogTail({
    controller,
    level: "warning",
    onChange: () => {
      changed.resolve();
      changed = Promise.withResolvers<void>();
    },
    onError: (error) => errors.push(error),
    ...more,
  });
  const after = async (act: () => void): Promise<void> => {
    const { promise } = changed;
    act();
    await promise;
  };
  const line = async (payload: string, type = "warning") =>
    await after(() => events.push({ kind: "frame", frame: { type, payload } }));
  return { tail, events, health, after, line, errors };
}

test("lines that differ only in a port are one line with a count, the latest last", async () => {
  const { tail, line } = open();
  await line("[TCP] 192.168.1.20:51234 --> example.com:443 error: timeout");
  await line("can't resolve ip", "error");
  await line("[TCP] 192.168.1.20:51999 --> example.com:443 error: timeout");
  expect(tail.lines.map(({ level, text, count }) => [level, text, count])).toEqual([
    ["error", "can't resolve ip", 1],
    ["warning", "[TCP] 192.168.1.20:51999 --> example.com:443 error: timeout", 2],
  ]);
  expect(tail.lines[0]?.at).toBeCloseTo(Date.now(), -6);
});

test("memory stays bounded whatever the log says", async () => {
  const { tail, line } = open();
  for (let index = 0; index < 120; index += 1) await line(`word${String.fromCodePoint(0x4e00 + index)}`);
  expect(tail.lines).toHaveLength(50);
});

test("lines that nobody had the time to read are counted as left out, older ones are not", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const { tail, line } = open();
  const say = async (first: number, count: number): Promise<void> => {
    for (let index = first; index < first + count; index += 1)
      await line(`word${String.fromCodePoint(0x4e00 + index)}`);
  };
  await say(0, 50);
  vi.setSystemTime(10_000);
  await say(50, 50);
  expect(tail.dropped).toBe(0);
  await say(100, 7);
  expect(tail.dropped).toBe(7);
});

test("what was dropped and missed is told", async () => {
  const { tail, events, after } = open();
  await after(() => events.push({ kind: "dropped", count: 40 }));
  await after(() => events.push({ kind: "dropped", count: 2 }));
  await after(() => events.push({ kind: "gap", ms: 1000 }));
  expect([tail.dropped, tail.gap]).toEqual([42, true]);
});

test("its state follows the stream, until it is stopped", async () => {
  const { tail, health, after } = open();
  expect(tail.state).toBe("connecting");
  await after(() => health.push({ state: "live", sinceMs: 0 }));
  expect(tail.state).toBe("live");
  await after(() => health.push({ state: "reconnecting", attempt: 1, inMs: 5, error: new Error("x") as never }));
  expect(tail.state).toBe("lost");
  tail.stop();
  health.push({ state: "live", sinceMs: 0 });
  await Promise.resolve();
  expect(tail.state).toBe("stopped");
});

test("begins with the lines of before that weigh enough, each with its own time", () => {
  const past = [
    { at: 5, level: "info", text: "hello" },
    { at: 6, level: "error", text: "no route" },
  ];
  const { tail } = open({ past });
  expect(tail.lines).toEqual([{ level: "error", text: "no route", count: 1, at: 6 }]);
  expect(tail.dropped).toBe(0);
});

test("narrowed to a text it takes nothing else, in any case", async () => {
  const { tail, events, line } = open({ text: "NetFlix" });
  events.push({ kind: "frame", frame: { type: "warning", payload: "dial example.com" } });
  await line("dial www.netflix.com");
  expect(tail.lines.map(({ text }) => text)).toEqual(["dial www.netflix.com"]);
  expect(tail.rawLines).toHaveLength(1);
});

test("stands still while it is held, counts on, and shows all that came when it is let go", async () => {
  const { tail, events, after, line } = open();
  await line("first");
  tail.hold();
  events.push({ kind: "frame", frame: { type: "warning", payload: "second" } });
  // The next event that is told shows that the one before was read.
  await after(() => events.push({ kind: "gap", ms: 1 })).catch(() => {});
  expect(tail.lines.map(({ text }) => text)).toEqual(["first"]);
  expect(tail.heldBack).toBe(1);
  tail.release();
  expect(tail.heldBack).toBeUndefined();
  expect(tail.lines.map(({ text }) => text)).toEqual(["first", "second"]);
});
