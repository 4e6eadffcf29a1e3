import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeWire } from "../../test/support/fake-wire.ts";
import { Backoff } from "./backoff.ts";
import { SupervisedStream } from "./supervised-stream.ts";
import type { StreamEvent, StreamHealth } from "./types.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(stallAfterMs?: number) {
  const wire = fakeWire<number>(stallAfterMs);
  const events: StreamEvent<number>[] = [];
  const health: StreamHealth[] = [];
  const stream = new SupervisedStream<number>({
    wire,
    backoff: new Backoff({ baseMs: 1000, capMs: 8000, random: () => 1 }),
    sink: { onEvent: (event) => events.push(event), onHealth: (next) => health.push(next) },
  });
  const states = (): string[] => health.map(({ state }) => state);
  return { wire, stream, events, health, states };
}

const frame = (value: number): StreamEvent<number> => ({ kind: "frame", frame: value });

test("frames pass from the moment the socket opens", () => {
  const { wire, stream, events, states } = setUp();
  stream.start();
  wire.sockets[0]!.open();
  wire.sockets[0]!.frame(1);
  expect(events).toEqual([frame(1)]);
  expect(states()).toEqual(["connecting", "live"]);
});

describe("a lost socket", () => {
  test("is replaced after a pause, and readers are told how long frames are missing", () => {
    const { wire, stream, events, states } = setUp(60_000);
    stream.start();
    wire.sockets[0]!.open();
    wire.sockets[0]!.frame(1);
    vi.advanceTimersByTime(2000);
    wire.sockets[0]!.lose();
    expect(states().at(-1)).toBe("reconnecting");
    expect(wire.sockets).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    wire.sockets[1]!.open();
    wire.sockets[1]!.frame(2);
    expect(events).toEqual([frame(1), { kind: "gap", ms: 3000 }, frame(2)]);
  });

  test("of a stream without rhythm is missed only from its end on, as silence said nothing", () => {
    const { wire, stream, events } = setUp();
    stream.start();
    wire.sockets[0]!.open();
    vi.advanceTimersByTime(3_600_000);
    wire.sockets[0]!.lose();
    vi.advanceTimersByTime(1000);
    wire.sockets[1]!.open();
    expect(events).toEqual([{ kind: "gap", ms: 1000 }]);
  });

  test("is not heard any more: late frames and a second end change nothing", () => {
    const { wire, stream, events, states } = setUp();
    stream.start();
    wire.sockets[0]!.open();
    wire.sockets[0]!.lose();
    vi.advanceTimersByTime(1000);
    wire.sockets[0]!.frame(99);
    wire.sockets[0]!.lose();
    wire.sockets[0]!.open();
    expect(events).toEqual([]);
    expect(states().at(-1)).toBe("connecting");
    expect(wire.sockets).toHaveLength(2);
  });

  test("whose frame cannot be read is replaced too", () => {
    const { wire, stream, health } = setUp();
    stream.start();
    wire.sockets[0]!.open();
    wire.sockets[0]!.frame("bad");
    expect(wire.sockets[0]!.isTerminated).toBe(true);
    expect(health.at(-1)).toMatchObject({ state: "reconnecting", error: { code: "unexpected-response" } });
  });
});

describe("pauses", () => {
  test("grow while sockets die young", () => {
    const { wire, stream, health } = setUp();
    stream.start();
    for (const pauseMs of [1000, 2000, 4000, 8000, 8000]) {
      wire.sockets.at(-1)!.open();
      wire.sockets.at(-1)!.lose();
      expect(health.at(-1)).toMatchObject({ state: "reconnecting", inMs: pauseMs });
      vi.advanceTimersByTime(pauseMs);
    }
  });

  test("are short again only after a socket lived for a while", () => {
    const { wire, stream, health } = setUp();
    stream.start();
    wire.sockets[0]!.lose();
    vi.advanceTimersByTime(1000);
    wire.sockets[1]!.open();
    vi.advanceTimersByTime(10_000);
    wire.sockets[1]!.lose();
    expect(health.at(-1)).toMatchObject({ state: "reconnecting", attempt: 1, inMs: 1000 });
  });

  test("can be cut short, and asking twice opens one socket", () => {
    const { wire, stream } = setUp();
    stream.start();
    wire.sockets[0]!.lose();
    stream.retry();
    stream.retry();
    vi.advanceTimersByTime(60_000);
    expect(wire.sockets).toHaveLength(2);
  });
});

describe("silence", () => {
  test("is a stall first and then the end of the socket", () => {
    const { wire, stream, health, states } = setUp(5000);
    stream.start();
    wire.sockets[0]!.open();
    vi.advanceTimersByTime(5000);
    expect(states().at(-1)).toBe("stalled");
    expect(wire.sockets[0]!.isTerminated).toBe(false);
    vi.advanceTimersByTime(5000);
    expect(wire.sockets[0]!.isTerminated).toBe(true);
    expect(health.at(-1)).toMatchObject({ state: "reconnecting", error: { code: "timeout", reason: "silent" } });
  });

  test("that a frame ends leaves the socket as it is", () => {
    const { wire, stream, states } = setUp(5000);
    stream.start();
    wire.sockets[0]!.open();
    vi.advanceTimersByTime(9000);
    wire.sockets[0]!.frame(1);
    expect(states()).toEqual(["connecting", "live", "stalled", "live"]);
    vi.advanceTimersByTime(4999);
    expect(wire.sockets).toHaveLength(1);
  });

  test("of a stream without rhythm lasts as long as it likes", () => {
    const { wire, stream, states } = setUp();
    stream.start();
    wire.sockets[0]!.open();
    vi.advanceTimersByTime(86_400_000);
    expect(states()).toEqual(["connecting", "live"]);
  });
});

describe("a refused secret", () => {
  test("stops the attempts until somebody asks again", () => {
    const { wire, stream, states } = setUp();
    stream.start();
    wire.sockets[0]!.lose("unauthorized");
    vi.advanceTimersByTime(3_600_000);
    expect(states()).toEqual(["connecting", "unauthorized"]);
    expect(wire.sockets).toHaveLength(1);
    stream.retry();
    wire.sockets[1]!.open();
    expect(states().at(-1)).toBe("live");
  });
});

describe("rewiring", () => {
  test("keeps the old socket until the new one speaks, so that no reader sees a gap", () => {
    const { wire, stream, events, states } = setUp();
    const next = fakeWire<number>();
    stream.start();
    wire.sockets[0]!.open();
    stream.rewire(next);
    wire.sockets[0]!.frame(1);
    next.sockets[0]!.open();
    wire.sockets[0]!.frame(2);
    expect(wire.sockets[0]!.isTerminated).toBe(false);
    next.sockets[0]!.frame(3);
    expect(wire.sockets[0]!.isTerminated).toBe(true);
    wire.sockets[0]!.frame(98);
    next.sockets[0]!.frame(4);
    expect(events).toEqual([frame(1), frame(2), frame(3), frame(4)]);
    expect(new Set(states())).toEqual(new Set(["connecting", "live"]));
  });

  test("twice in a row ends the socket in between", () => {
    const { wire, stream } = setUp();
    const [second, third] = [fakeWire<number>(), fakeWire<number>()];
    stream.start();
    wire.sockets[0]!.open();
    stream.rewire(second);
    stream.rewire(third);
    expect(second.sockets[0]!.isTerminated).toBe(true);
    third.sockets[0]!.frame(1);
    expect(wire.sockets[0]!.isTerminated).toBe(true);
  });

  test("that fails is an ordinary loss", () => {
    const { wire, stream, states } = setUp();
    const next = fakeWire<number>();
    stream.start();
    wire.sockets[0]!.open();
    stream.rewire(next);
    next.sockets[0]!.lose();
    expect(states().at(-1)).toBe("reconnecting");
    expect(wire.sockets[0]!.isTerminated).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(next.sockets).toHaveLength(2);
  });

  test("before the start only changes what the start opens", () => {
    const { wire, stream } = setUp();
    const next = fakeWire<number>();
    stream.rewire(next);
    stream.start();
    expect([wire.sockets.length, next.sockets.length]).toEqual([0, 1]);
  });
});

describe("stopping", () => {
  test.each(["connecting", "live", "reconnecting"] as const)("while %s leaves no socket and no timer", (state) => {
    const { wire, stream, states } = setUp(5000);
    stream.start();
    if (state !== "connecting") wire.sockets[0]!.open();
    if (state === "reconnecting") wire.sockets[0]!.lose();
    expect(states().at(-1)).toBe(state);
    stream.stop();
    expect(states().at(-1)).toBe("idle");
    expect(wire.sockets.every((socket) => socket.isTerminated)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("and starting again counts no gap for the time between", () => {
    const { wire, stream, events } = setUp();
    stream.start();
    wire.sockets[0]!.open();
    stream.stop();
    vi.advanceTimersByTime(5000);
    stream.start();
    wire.sockets[1]!.open();
    expect(events).toEqual([]);
  });
});
