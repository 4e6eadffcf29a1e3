import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ControllerError } from "../client/errors.ts";
import { FanOut } from "./shared-stream.ts";
import type { StreamSink } from "./supervised-stream.ts";
import type { StreamEvent, StreamHealth } from "./types.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const frame = (value: number): StreamEvent<number> => ({ kind: "frame", frame: value });
const live: StreamHealth = { state: "live", sinceMs: 0 };
const unauthorized: StreamHealth = { state: "unauthorized", error: new ControllerError("unauthorized", "No.") };

function setUp({ replaysLatest = false }: { replaysLatest?: boolean } = {}) {
  const calls: string[] = [];
  let sink: StreamSink<number> | undefined;
  const stream = new FanOut<number>({
    read: (event) => event,
    openSource: (given) => {
      sink = given;
      return {
        start: () => {
          calls.push("start");
          given.onHealth({ state: "connecting" });
        },
        stop: () => {
          calls.push("stop");
          given.onHealth({ state: "idle" });
        },
        retry: () => calls.push("retry"),
      };
    },
    defaultBuffer: { keep: "last", max: 10 },
    replaysLatest,
    graceMs: 3000,
  });
  return { stream, calls, sink: sink! };
}

describe("the source", () => {
  test("opens with the first reader and once for many", () => {
    const { stream, calls } = setUp();
    const subscription = stream.subscribe();
    expect(calls).toEqual([]);
    subscription[Symbol.asyncIterator]();
    stream.onEvent(() => {});
    expect(calls).toEqual(["start"]);
  });

  test("closes a grace period after the last reader", async () => {
    const { stream, calls } = setUp();
    const leave = stream.onEvent(() => {});
    const subscription = stream.subscribe()[Symbol.asyncIterator]();
    leave();
    vi.advanceTimersByTime(10_000);
    expect(calls).toEqual(["start"]);
    await subscription.return();
    vi.advanceTimersByTime(2999);
    expect(calls).toEqual(["start"]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual(["start", "stop"]);
  });

  test("stays open for a reader that comes within the grace period", () => {
    const { stream, calls } = setUp();
    stream.onEvent(() => {})();
    vi.advanceTimersByTime(2000);
    stream.onEvent(() => {});
    vi.advanceTimersByTime(60_000);
    expect(calls).toEqual(["start"]);
  });

  test("leaving twice counts once", () => {
    const { stream, calls } = setUp();
    const leave = stream.onEvent(() => {});
    stream.onEvent(() => {});
    leave();
    leave();
    vi.advanceTimersByTime(10_000);
    expect(calls).toEqual(["start"]);
  });
});

describe("readers", () => {
  test("each get every frame, and one's break does not disturb the other", async () => {
    const { stream, sink } = setUp();
    const first = stream.subscribe()[Symbol.asyncIterator]();
    const second = stream.subscribe()[Symbol.asyncIterator]();
    sink.onEvent(frame(1));
    expect((await first.next()).value).toEqual(frame(1));
    await first.return();
    sink.onEvent(frame(2));
    expect((await second.next()).value).toEqual(frame(1));
    expect((await second.next()).value).toEqual(frame(2));
  });

  test("come in late to the latest frame where frames show a state", () => {
    const { stream, sink } = setUp({ replaysLatest: true });
    stream.onEvent(() => {});
    sink.onHealth(live);
    sink.onEvent(frame(1));
    const seen: unknown[] = [];
    stream.onEvent((event) => seen.push(event));
    expect(seen).toEqual([frame(1)]);
  });

  test("are not given what was true before an outage", () => {
    const { stream, sink } = setUp({ replaysLatest: true });
    stream.onEvent(() => {});
    sink.onHealth(live);
    sink.onEvent(frame(1));
    sink.onHealth({ state: "connecting" });
    sink.onHealth(live);
    const seen: unknown[] = [];
    stream.onEvent((event) => seen.push(event));
    expect(seen).toEqual([]);
  });

  test("of a log are given nothing old", () => {
    const { stream, sink } = setUp();
    stream.onEvent(() => {});
    sink.onHealth(live);
    sink.onEvent(frame(1));
    const seen: unknown[] = [];
    stream.onEvent((event) => seen.push(event));
    expect(seen).toEqual([]);
  });

  test("a listener that throws disturbs neither the socket nor the others", () => {
    const { stream, sink } = setUp();
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const seen: unknown[] = [];
    stream.onEvent(() => {
      throw new Error("mistake");
    });
    stream.onEvent((event) => seen.push(event));
    sink.onEvent(frame(1));
    expect(seen).toEqual([frame(1)]);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  test("a listener may leave while events are told", () => {
    const { stream, sink } = setUp();
    const seen: string[] = [];
    const leave = stream.onEvent(() => {
      seen.push("first");
      leave();
    });
    stream.onEvent(() => seen.push("second"));
    sink.onEvent(frame(1));
    sink.onEvent(frame(2));
    expect(seen).toEqual(["first", "second", "second"]);
  });

  test("that fall behind are told what they lost", async () => {
    const { stream, sink } = setUp();
    const reader = stream.subscribe({ buffer: { keep: "last", max: 1 } })[Symbol.asyncIterator]();
    for (const value of [1, 2, 3]) sink.onEvent(frame(value));
    expect((await reader.next()).value).toEqual({ kind: "dropped", count: 2 });
    expect((await reader.next()).value).toEqual(frame(3));
  });
});

describe("a refused secret", () => {
  test("fails every reading, and the next reader asks again", async () => {
    const { stream, sink, calls } = setUp();
    stream.onEvent(() => {});
    const pending = stream.subscribe()[Symbol.asyncIterator]().next();
    sink.onHealth(unauthorized);
    await expect(pending).rejects.toMatchObject({ code: "unauthorized" });
    stream.onEvent(() => {});
    expect(calls).toEqual(["start", "retry"]);
  });
});

describe("health", () => {
  test("is told as it is now and with each change, and opens nothing", async () => {
    const { stream, sink, calls } = setUp();
    const health = stream.watchHealth()[Symbol.asyncIterator]();
    expect((await health.next()).value).toEqual({ state: "idle" });
    expect(calls).toEqual([]);
    stream.onEvent(() => {});
    sink.onHealth(live);
    sink.onHealth({ state: "live", sinceMs: 5 });
    expect((await health.next()).value).toEqual({ state: "connecting" });
    expect((await health.next()).value).toEqual(live);
    const pending = health.next();
    await health.return();
    expect((await pending).done).toBe(true);
  });

  test("can be heard by callback until one leaves", () => {
    const { stream, sink } = setUp();
    const states: string[] = [];
    const leave = stream.onHealth(({ state }) => states.push(state));
    sink.onHealth(live);
    leave();
    sink.onHealth({ state: "connecting" });
    expect(states).toEqual(["live"]);
  });
});

describe("closing", () => {
  test("ends every reading at once, and nobody comes in any more", async () => {
    const { stream, calls } = setUp();
    const reading = stream.subscribe()[Symbol.asyncIterator]();
    const health = stream.watchHealth()[Symbol.asyncIterator]();
    await health.next();
    const pending = reading.next();
    const pendingHealth = health.next();
    stream.close();
    stream.close();
    expect((await pending).done).toBe(true);
    expect((await pendingHealth).done).toBe(false);
    expect((await health.next()).done).toBe(true);
    expect(stream.health).toEqual({ state: "closed" });
    expect(calls).toEqual(["start", "stop"]);
    expect(() => stream.subscribe()).toThrow(ControllerError);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("two hundred readings leave nobody behind", async () => {
  const { stream, sink, calls } = setUp();
  for (let round = 0; round < 200; round += 1) {
    const reading = stream.subscribe()[Symbol.asyncIterator]();
    sink.onEvent(frame(round));
    await reading.next();
    await reading.return();
  }
  vi.advanceTimersByTime(3000);
  expect(calls).toEqual(["start", "stop"]);
  expect(vi.getTimerCount()).toBe(0);
});
