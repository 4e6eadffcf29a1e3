import { describe, expect, test } from "vitest";
import { FakeSocket, FakeTransport } from "../../test/support/fake-transport.ts";
import { rowOf } from "../endpoints/index.ts";
import { ControllerError } from "./errors.ts";
import { createFrames } from "./frames.ts";

const request = { id: "traffic.stream", row: rowOf("traffic.stream"), target: "/traffic" } as const;

function frames(signal?: AbortSignal): { transport: FakeTransport; iterable: AsyncIterable<number> } {
  const transport = new FakeTransport();
  const read = (text: string): number => {
    if (text === "bad") throw new ControllerError("unexpected-response", "Bad frame.");
    return Number(text);
  };
  return { transport, iterable: createFrames({ open: (events) => transport.open(request, events), read, signal }) };
}

function reading(signal?: AbortSignal): { iterator: AsyncIterator<number>; socket: FakeSocket } {
  const { transport, iterable } = frames(signal);
  const iterator = iterable[Symbol.asyncIterator]();
  const [socket = new FakeSocket(request, { onFrame: () => undefined, onEnd: () => undefined })] = transport.sockets;
  return { iterator, socket };
}

const lost = new ControllerError("unreachable", "Lost.");

describe("frames", () => {
  test("come in order, whether they were waited for or were there before", async () => {
    const { iterator, socket } = reading();
    const waiting = iterator.next();
    socket.frame(1);
    socket.frame(2);
    expect([await waiting, await iterator.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
    ]);
  });

  test("open one socket for each reading, and none before", () => {
    const { transport, iterable } = frames();
    expect(transport.sockets).toHaveLength(0);
    iterable[Symbol.asyncIterator]();
    iterable[Symbol.asyncIterator]();
    expect(transport.sockets).toHaveLength(2);
  });

  test("end with break, which closes the socket", async () => {
    const { transport, iterable } = frames();
    const seen: number[] = [];
    const loop = (async () => {
      for await (const frame of iterable) {
        seen.push(frame);
        break;
      }
    })();
    transport.sockets[0]?.frame(7);
    await loop;
    expect([seen, transport.sockets[0]?.calls]).toEqual([[7], ["terminate"]]);
  });

  test("can be left while a read is pending, as on a silent log", async () => {
    const { iterator, socket } = reading();
    const waiting = iterator.next();
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(socket.calls).toEqual(["terminate"]);
  });

  test("end with the signal, without an error", async () => {
    const controller = new AbortController();
    const { iterator, socket } = reading(controller.signal);
    const waiting = iterator.next();
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(socket.calls).toEqual(["terminate"]);
  });

  test("of a signal that has fired open no socket", async () => {
    const { transport, iterable } = frames(AbortSignal.abort());
    expect(await iterable[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
    expect(transport.sockets).toHaveLength(0);
  });

  test("throw when the socket is lost, after what had come, and only once", async () => {
    const { iterator, socket } = reading();
    socket.frame(1);
    socket.end(lost);
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    await expect(iterator.next()).rejects.toBe(lost);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  test("throw for the first of several waiting reads and end the others", async () => {
    const { iterator, socket } = reading();
    const [first, second] = [iterator.next(), iterator.next()];
    socket.end(lost);
    await expect(first).rejects.toBe(lost);
    expect(await second).toEqual({ done: true, value: undefined });
  });

  test("that cannot be read end the stream with the reason", async () => {
    const { iterator, socket } = reading();
    const waiting = iterator.next();
    socket.frame("bad");
    await expect(waiting).rejects.toMatchObject({ code: "unexpected-response" });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(socket.calls).toEqual(["terminate"]);
  });

  test("of a slow reader make the socket wait instead of filling memory", async () => {
    const { iterator, socket } = reading();
    for (let frame = 0; frame < 256; frame++) socket.frame(frame);
    expect(socket.calls).toEqual(["pause"]);
    for (let frame = 0; frame < 127; frame++) await iterator.next();
    expect(socket.calls).toEqual(["pause"]);
    await iterator.next();
    expect(socket.calls).toEqual(["pause", "resume"]);
    expect(await iterator.next()).toEqual({ done: false, value: 128 });
  });
});
