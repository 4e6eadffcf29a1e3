import { expect, test } from "vitest";
import { readEventsConfig } from "./config.ts";
import { eventTypes } from "./event-types.ts";

const read = (events: unknown) => readEventsConfig({ id: "n", type: "t", events }).events;

test("nothing ticked means all, and events of another version are left out", () => {
  expect([read([]), read(undefined), read("core-lost")]).toEqual([eventTypes, eventTypes, eventTypes]);
  expect(read(["core-lost", "core-dreams", 5])).toEqual(["core-lost"]);
});
