import { describe, expect, test } from "vitest";
import { createEventBuffer, type ReadBuffer } from "./event-buffer.ts";
import type { StreamEvent } from "./types.ts";

const frame = (value: number): StreamEvent<number> => ({ kind: "frame", frame: value });

function drain(buffer: ReadBuffer<StreamEvent<number>>): StreamEvent<number>[] {
  const events: StreamEvent<number>[] = [];
  for (let event = buffer.shift(); event !== undefined; event = buffer.shift()) events.push(event);
  return events;
}

describe("keeping the latest", () => {
  test("only the newest frame is left, and nothing is called dropped", () => {
    const buffer = createEventBuffer<number>({ keep: "latest" });
    for (const value of [1, 2, 3]) buffer.push(frame(value));
    expect(drain(buffer)).toEqual([frame(3)]);
    expect(drain(buffer)).toEqual([]);
  });

  test("gaps add up and are told before the frame", () => {
    const buffer = createEventBuffer<number>({ keep: "latest" });
    buffer.push({ kind: "gap", ms: 100 });
    buffer.push(frame(1));
    buffer.push({ kind: "gap", ms: 50 });
    expect(drain(buffer)).toEqual([{ kind: "gap", ms: 150 }, frame(1)]);
  });
});

describe("keeping the last n", () => {
  test("the oldest give way and the reader is told how many", () => {
    const buffer = createEventBuffer<number>({ keep: "last", max: 3 });
    for (const value of [1, 2, 3, 4, 5]) buffer.push(frame(value));
    expect(drain(buffer)).toEqual([{ kind: "dropped", count: 2 }, frame(3), frame(4), frame(5)]);
  });

  test("the count starts anew after it was told", () => {
    const buffer = createEventBuffer<number>({ keep: "last", max: 1 });
    buffer.push(frame(1));
    buffer.push(frame(2));
    expect(drain(buffer)).toEqual([{ kind: "dropped", count: 1 }, frame(2)]);
    buffer.push(frame(3));
    expect(drain(buffer)).toEqual([frame(3)]);
  });

  test("order holds while the ring wraps around many times", () => {
    const buffer = createEventBuffer<number>({ keep: "last", max: 4 });
    const seen: number[] = [];
    for (let value = 0; value < 103; value += 1) {
      buffer.push(frame(value));
      if (value % 3 === 2) for (const event of drain(buffer)) if (event.kind === "frame") seen.push(event.frame);
    }
    expect(seen).toEqual(Array.from({ length: 102 }, (_, index) => index));
  });

  test.each([0, -1, 1.5, Number.NaN])("a size of %d is refused", (max) => {
    expect(() => createEventBuffer({ keep: "last", max })).toThrow(RangeError);
  });
});
