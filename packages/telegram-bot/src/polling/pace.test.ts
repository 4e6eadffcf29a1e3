import { expect, test } from "vitest";
import { defaultPace, retryDelay } from "./pace.ts";

const delay = (kind: "token" | "network" | "server", failures: number) =>
  retryDelay(kind === "network" ? { kind, sent: true } : { kind }, failures, defaultPace, () => 0);

test("after a network fault the wait is the same however long it has lasted", () => {
  expect([delay("network", 0), delay("network", 500), delay("server", 500)]).toEqual([3000, 3000, 3000]);
});

test("a conflict is waited for longer each time, up to a minute, never in step with the other poller", () => {
  const conflict = (failures: number, random: number) =>
    retryDelay({ kind: "conflict", webhook: false }, failures, defaultPace, () => random);
  expect([0, 1, 2, 9].map((failures) => conflict(failures, 1))).toEqual([5000, 10_000, 20_000, 60_000]);
  expect(conflict(9, 0)).toBe(45_000);
});

test("a flood is waited for as asked, a refused token is asked about once a minute", () => {
  expect(retryDelay({ kind: "flood", seconds: 42 }, 0, defaultPace)).toBe(42_000);
  expect(delay("token", 3)).toBe(60_000);
});
