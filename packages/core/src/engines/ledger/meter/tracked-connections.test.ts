import { expect, test } from "vitest";
import { type Flow, TrackedConnections } from "./tracked-connections.ts";

const flow: Flow = {
  device: "",
  host: "",
  group: "",
  node: "",
  rule: "",
  provider: "",
  bytes: undefined,
  batchNumber: 0,
};

function trackedOf(...ids: string[]): TrackedConnections {
  const tracked = new TrackedConnections();
  tracked.fit(ids.length);
  for (const [slot, id] of ids.entries()) add(tracked, slot, id);
  return tracked;
}

function add(tracked: TrackedConnections, slot: number, id: string, isSaved = false): void {
  tracked.add(slot, { id, serial: slot + 100, flow, isInTotals: true, isSaved }, { upload: slot, download: 10 * slot });
}

test("new ones have to be saved, until they are, and again when they changed", () => {
  const tracked = trackedOf("a", "b");
  expect(tracked.changed).toEqual(
    new Map([
      ["a", { upload: 0, download: 0 }],
      ["b", { upload: 1, download: 10 }],
    ]),
  );
  tracked.saved();
  expect(tracked.changed.size).toBe(0);
  tracked.download[1] = 70;
  tracked.change(1);
  tracked.change(1);
  expect([...tracked.changed]).toEqual([["b", { upload: 1, download: 70 }]]);
});

test("those that went are told if they were saved, and those that came and went are not told at all", () => {
  const tracked = trackedOf("a", "b", "c");
  tracked.saved();
  tracked.fit(4);
  add(tracked, 3, "d");
  tracked.seenIn[1] = 7;
  tracked.forgetAllBut(7);
  expect([tracked.size, [...tracked.gone], [...tracked.changed.keys()]]).toEqual([1, ["a", "c"], []]);
  tracked.saved();
  expect(tracked.gone.size).toBe(0);
});

test("another one in the same slot replaces it, and one that comes back is not gone", () => {
  const tracked = trackedOf("a");
  tracked.saved();
  add(tracked, 0, "b");
  expect([tracked.size, [...tracked.gone], [...tracked.changed.keys()]]).toEqual([1, ["a"], ["b"]]);
  tracked.saved();
  add(tracked, 0, "a");
  expect([...tracked.gone]).toEqual(["b"]);
  expect([...tracked.changed.keys()]).toEqual(["a"]);
});

test("what was saved by another process is told only when it changes or goes", () => {
  const tracked = new TrackedConnections();
  tracked.fit(1);
  add(tracked, 0, "old", true);
  tracked.forget("elsewhere");
  expect([tracked.changed.size, [...tracked.gone], tracked.isInTotals(0)]).toEqual([0, ["elsewhere"], true]);
});
