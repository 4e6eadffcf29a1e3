import { expect, test } from "vitest";
import { createEventBuffer } from "./event-buffer.ts";
import { Reader } from "./reader.ts";
import type { StreamEvent } from "./types.ts";

const frame = (value: number): StreamEvent<number> => ({ kind: "frame", frame: value });

function open(signal?: AbortSignal) {
  const seen: string[] = [];
  const reader = new Reader<StreamEvent<number>>({
    buffer: createEventBuffer({ keep: "last", max: 10 }),
    signal,
    onStart: () => seen.push("start"),
    onStop: () => seen.push("stop"),
  });
  return { reader, seen };
}

test("nothing starts before somebody reads", () => {
  const { reader, seen } = open();
  expect(seen).toEqual([]);
  reader[Symbol.asyncIterator]();
  expect(seen).toEqual(["start"]);
});

test("items that came before the read are given in order", async () => {
  const { reader } = open();
  reader[Symbol.asyncIterator]();
  reader.push(frame(1));
  reader.push(frame(2));
  expect((await reader.next()).value).toEqual(frame(1));
  expect((await reader.next()).value).toEqual(frame(2));
});

test("return() resolves at once and ends a read that is pending", async () => {
  const { reader, seen } = open();
  const pending = reader.next();
  await expect(reader.return()).resolves.toEqual({ done: true, value: undefined });
  await expect(pending).resolves.toEqual({ done: true, value: undefined });
  expect(seen).toEqual(["start", "stop"]);
});

test("break ends it once", async () => {
  const { reader, seen } = open();
  const reading = (async () => {
    for await (const event of reader) {
      expect(event).toEqual(frame(7));
      break;
    }
  })();
  reader.push(frame(7));
  await reading;
  await reader.return();
  expect(seen).toEqual(["start", "stop"]);
});

test("disposing ends it", async () => {
  const { reader, seen } = open();
  {
    await using held = reader;
    held[Symbol.asyncIterator]();
  }
  expect(seen).toEqual(["start", "stop"]);
  expect((await reader.next()).done).toBe(true);
});

test("an abort ends a pending read and leaves no listener on the signal", async () => {
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...args);
  };
  const { reader, seen } = open(signal);
  const pending = reader.next();
  controller.abort();
  expect((await pending).done).toBe(true);
  expect(seen).toEqual(["start", "stop"]);
  expect(listeners).toBe(0);
});

test("a signal that was aborted before starts nothing", async () => {
  const { reader, seen } = open(AbortSignal.abort());
  expect((await reader.next()).done).toBe(true);
  expect(seen).toEqual([]);
});

test("a failure is told after what came before it, once", async () => {
  const { reader, seen } = open();
  reader[Symbol.asyncIterator]();
  reader.push(frame(1));
  reader.fail(new Error("gone"));
  expect((await reader.next()).value).toEqual(frame(1));
  await expect(reader.next()).rejects.toThrow("gone");
  expect((await reader.next()).done).toBe(true);
  expect(seen).toEqual(["start", "stop"]);
});

test("of several pending reads one is told the failure and the others the end", async () => {
  const { reader } = open();
  const reads = [reader.next(), reader.next()];
  reader.fail(new Error("gone"));
  await expect(reads[0]).rejects.toThrow("gone");
  expect((await reads[1])?.done).toBe(true);
});

test("what is pushed after the end is forgotten", async () => {
  const { reader } = open();
  reader[Symbol.asyncIterator]();
  reader.end();
  reader.push(frame(1));
  expect((await reader.next()).done).toBe(true);
});
