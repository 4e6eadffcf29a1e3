import { expect, test } from "vitest";
import type { AlertEvent } from "../model/types.ts";
import { nodeEvent as event } from "../../../../test/support/alert-book.ts";
import { Outbox } from "./outbox.ts";

let now = 0;
const outbox = (): Outbox => {
  now = 0;
  return new Outbox({ now: () => now, maxAgeMs: 86_400_000 });
};
const shown = (one: AlertEvent | undefined): unknown =>
  one?.type === "digest"
    ? [one.reason, ...one.events.map(({ type, alert }) => `${type} ${alert.key}`)]
    : one && `${one.type} ${one.alert.key}`;

test("gives a prompt reader one after the other", () => {
  const box = outbox();
  box.push(event("raised", "a"));
  box.push(event("raised", "b"));
  expect([shown(box.shift()), shown(box.shift()), box.shift()]).toEqual([
    "raised home/node-dead/a",
    "raised home/node-dead/b",
    undefined,
  ]);
});

test("gives a reader that was away one digest of what is still true, not a storm", () => {
  const box = outbox();
  for (let time = 0; time < 100; time += 1) {
    box.push(event("raised", "a"));
    box.push(event("recovered", "a"));
  }
  box.push(event("raised", "b"));
  box.push(event("raised", "c", "critical"));
  box.push(event("recovered", "c", "critical"));
  now = 3_600_000;
  expect(shown(box.shift())).toEqual(["away", "raised home/node-dead/b", "recovered home/node-dead/c"]);
  expect(box.shift()).toBeUndefined();
});

test("many at once come together", () => {
  const box = outbox();
  for (const node of "abcdef") box.push(event("raised", node));
  expect(shown(box.shift())).toMatchObject({ 0: "many", length: 7 });
});

test("what is too old is told only while it is true", () => {
  const box = outbox();
  box.push(event("updated", "a"));
  box.push(event("recovered", "b", "critical"));
  box.push(event("raised", "c"));
  now = 86_400_001;
  expect(shown(box.shift())).toBe("raised home/node-dead/c");
  expect(box.shift()).toBeUndefined();
});

test("never holds more than 200, and what is critical gives way last", () => {
  const box = outbox();
  box.push(event("raised", "first", "critical"));
  for (let node = 0; node < 500; node += 1) box.push(event("raised", String(node)));
  const digest = box.shift();
  if (digest?.type !== "digest") throw new Error("no digest");
  expect(digest.events).toHaveLength(200);
  expect(digest.events[0]?.alert.key).toBe("home/node-dead/first");
});
