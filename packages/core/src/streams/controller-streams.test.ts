import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { ControllerError } from "../client/errors.ts";
import { createControllerStreams } from "./controller-streams.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const transport = new FakeTransport();
  const streams = createControllerStreams({ transport, name: "home", backoff: { random: () => 0 } });
  return { transport, streams };
}

test("each stream asks for its own address, and not before somebody reads", () => {
  const { transport, streams } = setUp();
  expect(transport.sockets).toHaveLength(0);
  streams.traffic.onEvent(() => {});
  streams.memory.onEvent(() => {});
  streams.logs("error").onEvent(() => {});
  streams.connections(2000).onEvent(() => {});
  expect(transport.sockets.map(({ request }) => request.target)).toEqual([
    "/traffic",
    "/memory",
    "/logs?level=error",
    "/connections?interval=2000",
  ]);
});

test("one socket per log level", () => {
  const { streams } = setUp();
  expect(streams.logs("info")).toBe(streams.logs("info"));
  expect(streams.logs("info")).not.toBe(streams.logs("debug"));
});

test("memory leaves out the first sample of every socket, which is always 0", () => {
  const { transport, streams } = setUp();
  const seen: unknown[] = [];
  streams.memory.onEvent((event) => seen.push(event.kind === "frame" ? event.frame.inuse : event.kind));
  const speak = (): void => {
    const socket = transport.sockets.at(-1)!;
    socket.open();
    for (const inuse of [0, 5, 0]) socket.frame({ inuse });
  };
  speak();
  transport.sockets[0]!.end(new ControllerError("unreachable", "Lost."));
  vi.advanceTimersByTime(0);
  speak();
  expect(seen).toEqual([5, 0, "gap", 5, 0]);
});

test("a memory that is not 0 at first is a measurement", () => {
  const { transport, streams } = setUp();
  const seen: unknown[] = [];
  streams.memory.onEvent((event) => seen.push(event));
  transport.sockets[0]!.open();
  transport.sockets[0]!.frame({ inuse: 7 });
  expect(seen).toEqual([{ kind: "frame", frame: { inuse: 7 } }]);
});

test("a silent log is alive, silent traffic is not", () => {
  const { transport, streams } = setUp();
  streams.logs("info").onEvent(() => {});
  streams.traffic.onEvent(() => {});
  for (const socket of transport.sockets) socket.open();
  vi.advanceTimersByTime(5000);
  expect(streams.logs("info").health.state).toBe("live");
  expect(streams.traffic.health.state).toBe("stalled");
});

test("connections that come slowly are given three beats of silence", () => {
  const { transport, streams } = setUp();
  const view = streams.connections(10_000);
  view.onEvent(() => {});
  transport.sockets[0]!.open();
  vi.advanceTimersByTime(29_999);
  expect(view.health.state).toBe("live");
  vi.advanceTimersByTime(1);
  expect(view.health.state).toBe("stalled");
});

test("a frame in a shape that nobody knows is told as such, with the controller's name", () => {
  const { transport, streams } = setUp();
  streams.traffic.onEvent(() => {});
  transport.sockets[0]!.open();
  transport.sockets[0]!.frame({ up: "many" });
  expect(streams.traffic.health).toMatchObject({
    state: "reconnecting",
    error: { code: "unexpected-response", controller: "home", endpoint: "traffic.stream" },
  });
});

test("closing ends what is open and what is asked for later", () => {
  const { transport, streams } = setUp();
  streams.traffic.onEvent(() => {});
  streams.logs("info").onEvent(() => {});
  streams.connections(1000).onEvent(() => {});
  streams.close();
  expect(transport.sockets.map(({ calls }) => calls)).toEqual([["terminate"], ["terminate"], ["terminate"]]);
  expect(() => streams.logs("debug").onEvent(() => {})).toThrow(ControllerError);
  expect(() => streams.connections(10_000).subscribe()).toThrow(ControllerError);
  expect(vi.getTimerCount()).toBe(0);
});
