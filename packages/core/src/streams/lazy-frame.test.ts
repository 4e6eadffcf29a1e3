import { expect, test } from "vitest";
import { fakeWire } from "../../test/support/fake-wire.ts";
import { lazily, parsed } from "./lazy-frame.ts";

function setUp() {
  const wire = fakeWire<{ readonly a: number }>();
  let parses = 0;
  const counted = {
    ...wire,
    read: (data: Buffer | string) => {
      parses += 1;
      return wire.read(data);
    },
  };
  return { lazy: lazily(counted), parses: () => parses };
}

test("a frame is parsed when it is asked for, and once", () => {
  const { lazy, parses } = setUp();
  const frame = lazy.read('{"a":1}')!;
  expect(frame.bytes).toEqual(Buffer.from('{"a":1}'));
  expect(parses()).toBe(0);
  expect(frame.parse()).toEqual({ a: 1 });
  expect(parsed({ kind: "frame", frame })).toEqual({ kind: "frame", frame: { a: 1 } });
  expect(parses()).toBe(1);
});

test("bytes are handed over as they came, without a copy", () => {
  const bytes = Buffer.from('{"a":1}');
  expect(setUp().lazy.read(bytes)!.bytes).toBe(bytes);
});

test("a frame that cannot be read says so to the one who reads it", () => {
  const frame = setUp().lazy.read('"bad"')!;
  expect(() => frame.parse()).toThrow("Bad frame.");
});

test("a gap has nothing to parse", () => {
  expect(parsed({ kind: "gap", ms: 5 })).toEqual({ kind: "gap", ms: 5 });
});
