import { expect, test } from "vitest";
import { OwnHand } from "./own-hand.ts";

const end = Date.UTC(2026, 10, 27);
const at = new Date(end).toISOString();

test("covers what was seen while the operation ran or just after, on its own core", () => {
  const hand = new OwnHand();
  hand.add({ at, controller: "home", operation: "set-mode", tookMs: 1000 }, end);
  const covers = (seenAt: number, controller = "home") => hand.covers(controller, "settings", seenAt);
  expect([covers(end - 1001), covers(end - 1000), covers(end + 5000), covers(end + 5001)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(covers(end, "cabin")).toBe(false);
});

test("only what can make a change covers it", () => {
  const hand = new OwnHand();
  hand.add({ at, controller: "home", operation: "flush-dns", tookMs: 0 }, end);
  expect(hand.covers("home", "settings", end)).toBe(false);
  hand.add({ at, controller: "home", operation: "set-mode", tookMs: 0 }, end);
  expect(hand.covers("home", "restart", end)).toBe(false);
  hand.add({ at, controller: "home", operation: "restart-core", tookMs: 0 }, end);
  expect(hand.covers("home", "restart", end)).toBe(true);
});

test("what is long done is forgotten", () => {
  const hand = new OwnHand();
  hand.add({ at, controller: "home", operation: "set-mode", tookMs: 0 }, end);
  const later = end + 400_000;
  hand.add({ at: new Date(later).toISOString(), controller: "home", operation: "set-mode", tookMs: 0 }, later);
  expect(hand.covers("home", "settings", end)).toBe(false);
});
