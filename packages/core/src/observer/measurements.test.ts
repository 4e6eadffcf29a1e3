import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { createControllerStreams } from "../streams/controller-streams.ts";
import { Measurements } from "./measurements.ts";
import type { StreamPart } from "./stream-feeds.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const transport = new FakeTransport();
  const paces = new Map<StreamPart, number>();
  const values: unknown[] = [];
  const onRestart = vi.fn<() => void>();
  const measurements = new Measurements({
    streams: createControllerStreams({ transport, name: "home", graceMs: 0 }),
    paceOf: (part) => paces.get(part),
    onValue: (part, value) => values.push([part, value]),
    onRestart,
    onHealth: () => {},
  });
  const want = (part: StreamPart, pace?: number): void => {
    if (pace === undefined) paces.delete(part);
    else paces.set(part, pace);
    measurements.repace();
  };
  const traffic = (total: number): void =>
    transport.sockets.at(-1)!.frame({ up: 0, down: 0, upTotal: total, downTotal: total });
  return { transport, measurements, values, onRestart, want, traffic };
}

test("a part is joined while somebody wants it", () => {
  const { transport, values, want, traffic } = setUp();
  want("traffic", 1000);
  transport.sockets[0]!.open();
  traffic(5);
  want("traffic");
  vi.advanceTimersByTime(0);
  expect(values).toEqual([["traffic", { up: 0, down: 0, uploadTotal: 5, downloadTotal: 5 }]]);
  expect(transport.sockets[0]!.calls).toEqual(["terminate"]);
});

test("totals that fall tell a restart, once", () => {
  const { transport, onRestart, want, traffic } = setUp();
  want("traffic", 1000);
  transport.sockets[0]!.open();
  for (const total of [5, 9, 9, 2, 3]) traffic(total);
  expect(onRestart).toHaveBeenCalledOnce();
});

test("totals of another life are not compared", () => {
  const { transport, measurements, onRestart, want, traffic } = setUp();
  want("traffic", 1000);
  transport.sockets[0]!.open();
  traffic(9);
  measurements.forgetTotals();
  traffic(2);
  expect(onRestart).not.toHaveBeenCalled();
});

test("who waits for a frame joins for that time only", async () => {
  const { transport, measurements, traffic } = setUp();
  const [first, second] = [measurements.next(["traffic"]), measurements.next(["traffic"])];
  expect(transport.sockets).toHaveLength(1);
  transport.sockets[0]!.open();
  traffic(1);
  await Promise.all([first, second]);
  await vi.advanceTimersByTimeAsync(0);
  expect(transport.sockets[0]!.calls).toEqual(["terminate"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("the wait of one who came earlier ends without the other's", async () => {
  const { transport, measurements, traffic } = setUp();
  const early = measurements.next(["traffic"]);
  transport.sockets[0]!.open();
  await vi.advanceTimersByTimeAsync(1000);
  const late = measurements.next(["traffic"]);
  await vi.advanceTimersByTimeAsync(200);
  await early;
  expect(transport.sockets[0]!.calls).toEqual([]);
  traffic(1);
  await late;
});

test("what is long past is dropped when somebody looks again", () => {
  const { transport, values, want, traffic } = setUp();
  want("traffic", 1000);
  transport.sockets[0]!.open();
  traffic(1);
  want("traffic");
  vi.advanceTimersByTime(5000);
  want("traffic", 1000);
  expect(values.at(-1)).toEqual(["traffic", undefined]);
});

test("closing ends every wait", async () => {
  const { measurements } = setUp();
  const waiting = measurements.next(["traffic", "memory"]);
  measurements.close();
  await expect(waiting).resolves.toBeUndefined();
  await expect(measurements.next(["traffic"])).resolves.toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
});
