import { expect, test } from "vitest";
import type { Severity, SingleEvent } from "../model/types.ts";
import { addWaiting, mergeEvents } from "./merge.ts";

const event = (type: SingleEvent["type"], count = 1, severity: Severity = "warning"): SingleEvent => ({
  type,
  alert: {
    key: "home/node-dead/a",
    kind: "node-dead",
    controller: "home",
    severity,
    data: { node: "a", groups: [] },
    state: type === "recovered" ? "recovered" : "open",
    since: 0,
    count,
    flapping: false,
    acknowledged: false,
  },
});

test.each([
  ["raised", "updated", "raised"],
  ["raised", "raised", "raised"],
  ["raised", "recovered", undefined],
  ["updated", "recovered", "recovered"],
  ["updated", "raised", "raised"],
  ["recovered", "raised", "raised"],
  ["recovered", "updated", "updated"],
] as const)("%s, then %s, leaves %s to tell", (first, second, left) => {
  const merged = mergeEvents(event(first), event(second, 2));
  expect(merged && [merged.type, merged.alert.count]).toEqual(left && [left, 2]);
});

test("an outage that came and went is told as over", () => {
  expect(mergeEvents(event("raised", 1, "critical"), event("recovered", 1, "critical"))?.type).toBe("recovered");
});

test("what waits is one event per alert", () => {
  const waiting = new Map<string, SingleEvent>();
  addWaiting(waiting, event("raised"));
  addWaiting(waiting, event("updated", 7));
  expect([...waiting.values()].map(({ type, alert }) => [type, alert.count])).toEqual([["raised", 7]]);
  addWaiting(waiting, event("recovered"));
  expect(waiting.size).toBe(0);
});
