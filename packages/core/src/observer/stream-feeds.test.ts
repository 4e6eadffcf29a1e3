import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { ControllerError } from "../client/errors.ts";
import { createControllerStreams } from "../streams/controller-streams.ts";
import { StreamFeeds } from "./stream-feeds.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const transport = new FakeTransport();
  const streams = createControllerStreams({ transport, name: "home", graceMs: 0 });
  const seen: unknown[] = [];
  const health: string[] = [];
  const feeds = new StreamFeeds({
    streams,
    onValue: (part, value, totals) => seen.push([part, value, totals]),
    onHealth: ({ state }) => health.push(state),
  });
  const targets = (): string[] => transport.sockets.map(({ request }) => request.target);
  return { transport, feeds, seen, health, targets };
}

test("a part that nobody wants opens nothing", () => {
  const { feeds, targets } = setUp();
  feeds.setPace("traffic", undefined);
  expect(targets()).toEqual([]);
});

test.each([
  ["traffic", { up: 1, down: 2, upTotal: 3, downTotal: 4 }, { up: 1, down: 2, uploadTotal: 3, downloadTotal: 4 }, 7],
  ["traffic", { up: 1, down: 2 }, { up: 1, down: 2 }, undefined],
  ["memory", { inuse: 5 }, 5, undefined],
  [
    "connections",
    { uploadTotal: 1, downloadTotal: 2, connections: null },
    { count: 0, uploadTotal: 1, downloadTotal: 2 },
    3,
  ],
] as const)("a frame of %s becomes its part", (part, frame, value, totals) => {
  const { transport, feeds, seen } = setUp();
  feeds.setPace(part, 1000);
  transport.sockets[0]!.open();
  transport.sockets[0]!.frame(frame);
  expect(seen).toEqual([[part, value, totals]]);
});

test("another pace of connections is another stream, of the others the same", () => {
  const { feeds, targets } = setUp();
  feeds.setPace("traffic", 1000);
  feeds.setPace("traffic", 60_000);
  feeds.setPace("connections", 10_000);
  feeds.setPace("connections", 2000);
  expect(targets()).toEqual(["/traffic", "/connections?interval=10000", "/connections?interval=2000"]);
});

test("health is told, and a waiting stream can be hurried", () => {
  const { transport, feeds, health } = setUp();
  feeds.setPace("traffic", 1000);
  transport.sockets[0]!.open();
  transport.sockets[0]!.end(new ControllerError("unreachable", "Lost."));
  feeds.retry();
  expect(transport.sockets).toHaveLength(2);
  expect(health).toEqual(["connecting", "live", "reconnecting", "connecting"]);
});

test("after closing the sockets go", () => {
  const { transport, feeds } = setUp();
  for (const part of ["traffic", "memory", "connections"] as const) feeds.setPace(part, 1000);
  feeds.close();
  vi.advanceTimersByTime(0);
  expect(transport.sockets.map(({ calls }) => calls)).toEqual([["terminate"], ["terminate"], ["terminate"]]);
});
