import { expect, test } from "vitest";
import { eventTypes, isEventType, partsOf } from "./event-types.ts";

test("an event is watched by the parts that show it, each once", () => {
  expect(partsOf(["node-died", "group-selected"])).toEqual(["reachability", "groups", "nodes"]);
  // As the observer tells it, though it is a provider that renames.
  expect(partsOf(["nodes-renamed"])).toEqual(["reachability", "nodes"]);
  expect(partsOf(["core-lost"])).toEqual(["reachability"]);
});

test("what ticks all the time is no event, nor is what an object brings along", () => {
  expect(eventTypes).toContain("selection-lost");
  expect(["traffic-changed", "constructor", "__proto__"].filter(isEventType)).toEqual([]);
});
