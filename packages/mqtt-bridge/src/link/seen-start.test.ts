import { expect, it } from "vitest";
import { MemoryOfHouse } from "../memory/house-memory.ts";
import { SeenStart, startedStates } from "./seen-start.ts";

it("is known over our restarts while the core is the one that was seen to start", () => {
  const memory = new MemoryOfHouse();
  const first = new SeenStart(memory, () => 5000);
  first.saw("a");
  expect(first.at).toBeUndefined();
  first.restarted();
  first.saw("a");
  expect([first.at, memory.start]).toEqual([5000, undefined]);
  first.saw("b");
  expect([first.at, memory.start]).toEqual([5000, { life: "b", at: 5000 }]);
  const second = new SeenStart(memory);
  second.saw(undefined);
  expect([second.at, second.isOpen]).toEqual([undefined, true]);
  second.saw("b");
  expect([second.at, second.isOpen]).toEqual([5000, false]);
});

it("goes on over a reload, and is unknown where the core became another while nobody looked", () => {
  const memory = new MemoryOfHouse();
  const seen = new SeenStart(memory, () => 5000);
  seen.restarted();
  seen.saw("a");
  seen.saw("reloaded");
  const later = new SeenStart(memory);
  later.saw("reloaded");
  expect(later.at).toBe(5000);
  const another = new SeenStart(memory);
  another.saw("c");
  expect([another.at, another.isOpen]).toEqual([undefined, false]);
  another.saw("d");
  expect(another.at).toBeUndefined();
});

it("is told as it was seen, and taken back where it is another life's", () => {
  const told = (at: number | undefined, life: string | undefined, wasTold: boolean) =>
    startedStates({ started: "started" }, { at, life, wasTold }).map(({ payload }) => payload);
  expect(told(0, "a", false)).toEqual(["1970-01-01T00:00:00.000Z"]);
  expect(told(undefined, "a", true)).toEqual(["None"]);
  expect([told(undefined, undefined, true), told(undefined, "a", false)]).toEqual([[], []]);
});
