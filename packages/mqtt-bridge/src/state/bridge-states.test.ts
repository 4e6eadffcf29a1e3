import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { type ControllerHealth, problemOf } from "./bridge-states.ts";

const topics = topicsOf("pointsman", "attic");
const controllers = (count: number, health: ControllerHealth): Record<string, ControllerHealth> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, health]));
const problem = (health: ControllerHealth, count = 1, lastError?: string): unknown =>
  JSON.parse(problemOf(topics, controllers(count, health), lastError).payload);

it("a core that nobody asked yet, or that answers, is no problem", () => {
  expect(problem({ reachability: "unknown", driver: "unknown" })).toMatchObject({ problem: "OFF" });
  expect(problem({ reachability: "reachable", driver: "this" })).toMatchObject({ problem: "OFF", problems: [] });
});

it("many problems are counted, and ten are told, so that attributes stay small", () => {
  const told = problem({ reachability: "unreachable", driver: "this" }, 100, "节".repeat(300));
  expect(told).toMatchObject({ problem: "ON", count: 100, last_error: "节".repeat(255) });
  expect((told as { problems: unknown[] }).problems).toHaveLength(10);
});
