import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeWire, type WireSocket } from "../../test/support/fake-wire.ts";
import { ControllerError } from "../client/errors.ts";
import type { ConnectionsFrame } from "../schemas/connection.ts";
import { Backoff } from "./backoff.ts";
import { ConnectionsLadder, type Rung, rungFor } from "./connections-ladder.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test.each([
  [100, 250],
  [250, 250],
  [700, 500],
  [1000, 1000],
  [1999, 1000],
  [3000, 2000],
  [5000, 5000],
  [45_000, 30_000],
  [3_600_000, 60_000],
])("a reader who wants %d ms is served at %d ms", (wanted, rung) => {
  expect(rungFor(wanted)).toBe(rung);
});

const frame = (downloadTotal: number): ConnectionsFrame => ({ downloadTotal, uploadTotal: 0, connections: null });

function setUp() {
  const opened: { readonly rung: Rung; readonly socket: WireSocket }[] = [];
  const ladder = new ConnectionsLadder({
    wireFor: (rung) => {
      const wire = fakeWire<ConnectionsFrame>(rung * 3);
      return {
        ...wire,
        open: (events) => {
          const socket = wire.open(events);
          opened.push({ rung, socket: wire.sockets.at(-1)! });
          return socket;
        },
      };
    },
    createBackoff: () => new Backoff({ random: () => 1 }),
    graceMs: 3000,
  });
  const read = (everyMs: number): { seen: number[]; leave: () => void } => {
    const seen: number[] = [];
    const leave = ladder.view(everyMs).onEvent((event) => {
      if (event.kind === "frame") seen.push(event.frame.downloadTotal);
    });
    return { seen, leave };
  };
  const open = (): WireSocket[] => opened.map(({ socket }) => socket).filter((socket) => !socket.isTerminated);
  return { ladder, opened, open, read };
}

/** The socket sends every `everyMs` for a while, first frame at once. */
function speak(socket: WireSocket, everyMs: number, frames: number): void {
  for (let count = 1; count <= frames; count += 1) {
    socket.frame(frame(count));
    vi.advanceTimersByTime(everyMs);
  }
}

test("one socket serves all readers at the pace of the fastest", () => {
  const { opened, open, read } = setUp();
  const slow = read(10_000);
  opened[0]!.socket.open();
  expect(opened.map(({ rung }) => rung)).toEqual([10_000]);
  const fast = read(1000);
  expect(opened.map(({ rung }) => rung)).toEqual([10_000, 1000]);
  opened[1]!.socket.open();
  speak(opened[1]!.socket, 1000, 21);
  expect(open()).toHaveLength(1);
  expect(fast.seen).toHaveLength(21);
  expect(slow.seen).toEqual([1, 11, 21]);
});

test("readers of the same pace share one view", () => {
  const { ladder } = setUp();
  expect(ladder.view(5000)).toBe(ladder.view(6000));
  expect(ladder.view(5000)).not.toBe(ladder.view(2000));
});

test("a reader of 5 s on a socket of 2 s waits no longer than it asked for", () => {
  const { opened, read } = setUp();
  read(2000);
  opened[0]!.socket.open();
  const { seen } = read(5000);
  speak(opened[0]!.socket, 2000, 7);
  expect(seen).toEqual([1, 3, 5, 7]);
});

test("the change of pace loses no frame and tells no gap", () => {
  const { ladder, opened, read } = setUp();
  const kinds: string[] = [];
  ladder.view(5000).onEvent((event) => kinds.push(event.kind));
  opened[0]!.socket.open();
  opened[0]!.socket.frame(frame(1));
  read(1000);
  vi.advanceTimersByTime(5000);
  opened[0]!.socket.frame(frame(2));
  expect(opened[0]!.socket.isTerminated).toBe(false);
  opened[1]!.socket.open();
  vi.advanceTimersByTime(5000);
  opened[1]!.socket.frame(frame(3));
  expect(opened[0]!.socket.isTerminated).toBe(true);
  expect(kinds).toEqual(["frame", "frame", "frame"]);
});

test("when the fastest leaves the socket slows down after the grace period", () => {
  const { opened, open, read } = setUp();
  read(10_000);
  opened[0]!.socket.open();
  const fast = read(1000);
  opened[1]!.socket.open();
  opened[1]!.socket.frame(frame(1));
  fast.leave();
  vi.advanceTimersByTime(2999);
  expect(opened).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(opened.at(-1)!.rung).toBe(10_000);
  opened[2]!.socket.open();
  opened[2]!.socket.frame(frame(2));
  expect(open()).toHaveLength(1);
});

test("a reader who joins is given the picture that others have", () => {
  const { opened, read } = setUp();
  read(1000);
  opened[0]!.socket.open();
  opened[0]!.socket.frame(frame(7));
  expect(read(10_000).seen).toEqual([7]);
});

describe("an outage", () => {
  test("is told to the views of all paces", () => {
    const { ladder, opened, read } = setUp();
    read(1000);
    read(5000);
    opened[0]!.socket.open();
    opened[0]!.socket.lose();
    expect([ladder.view(1000).health.state, ladder.view(5000).health.state]).toEqual(["reconnecting", "reconnecting"]);
  });

  test("by a refused secret fails all, and the next reader tries again", async () => {
    const { ladder, opened, read } = setUp();
    const pending = ladder.view(5000).subscribe()[Symbol.asyncIterator]().next();
    opened[0]!.socket.lose("unauthorized");
    await expect(pending).rejects.toMatchObject({ code: "unauthorized" });
    read(1000);
    expect(opened).toHaveLength(2);
  });
});

test("after the last reader nothing is left", () => {
  const { open, opened, read } = setUp();
  const readers = [read(1000), read(5000)];
  opened[0]!.socket.open();
  for (const { leave } of readers) leave();
  vi.advanceTimersByTime(3000);
  expect(open()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("closing ends all views, later ones too", () => {
  const { ladder, open, read } = setUp();
  read(1000);
  ladder.close();
  expect(open()).toEqual([]);
  expect(ladder.view(1000).health).toEqual({ state: "closed" });
  expect(ladder.view(5000).health).toEqual({ state: "closed" });
  expect(vi.getTimerCount()).toBe(0);
});

describe("a reader of raw frames", () => {
  const raw = (house: ReturnType<typeof setUp>) => {
    const seen: string[] = [];
    const leave = house.ladder.view(1000).onRaw((event) => {
      if (event.kind === "frame") seen.push(event.frame.bytes.toString());
    });
    return { seen, leave };
  };

  test("is given bytes that nobody parsed, until another reader wants the frame", () => {
    const house = setUp();
    const parse = vi.spyOn(JSON, "parse");
    const { seen } = raw(house);
    house.opened[0]!.socket.open();
    house.opened[0]!.socket.frame(frame(1));
    expect(seen).toEqual([JSON.stringify(frame(1))]);
    expect(parse).not.toHaveBeenCalled();
    const others = [house.read(1000), house.read(1000)];
    expect(others.map((other) => other.seen)).toEqual([[1], [1]]);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  test("may refuse a frame, which ends the socket like one that cannot be parsed", () => {
    const house = setUp();
    house.ladder.view(1000).onRaw((event) => {
      if (event.kind === "frame") throw new ControllerError("unexpected-response", "No frame of ours.");
    });
    house.opened[0]!.socket.open();
    house.opened[0]!.socket.frame("anything");
    expect(house.open()).toEqual([]);
    expect(house.ladder.view(1000).health).toMatchObject({
      state: "reconnecting",
      error: { message: "No frame of ours." },
    });
  });

  test("does not keep a socket alive whose frames another reader cannot parse", () => {
    const house = setUp();
    const { seen } = raw(house);
    const other = house.read(1000);
    house.opened[0]!.socket.open();
    house.opened[0]!.socket.frame("bad");
    expect([seen, other.seen]).toEqual([['"bad"'], []]);
    expect(house.open()).toEqual([]);
  });
});
