import { expect, test } from "vitest";
import { ChangeBuffer } from "./change-buffer.ts";
import type { Change } from "./types.ts";

const died = (node: string): Change => ({ type: "node-died", node });

test("changes come in order", () => {
  const buffer = new ChangeBuffer();
  buffer.push(died("a"));
  buffer.push({ type: "core-back" });
  expect([buffer.shift(), buffer.shift(), buffer.shift()]).toEqual([died("a"), { type: "core-back" }, undefined]);
});

test("of changes that only say look again one waits at a time", () => {
  const buffer = new ChangeBuffer();
  for (let second = 0; second < 5; second += 1) buffer.push({ type: "traffic-changed" });
  expect(buffer.shift()).toEqual({ type: "traffic-changed" });
  expect(buffer.shift()).toBeUndefined();
  buffer.push({ type: "traffic-changed" });
  expect(buffer.shift()).toEqual({ type: "traffic-changed" });
});

test("a reader that never reads is let go instead of being given a picture with holes", () => {
  const buffer = new ChangeBuffer();
  for (let count = 0; count < 10_000; count += 1) buffer.push(died("a"));
  expect(() => buffer.push(died("b"))).toThrow(expect.objectContaining({ code: "busy", reason: "slow-reader" }));
});
