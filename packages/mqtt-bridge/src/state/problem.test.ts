import type { AlertOf } from "@pointsman/core";
import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { problemState } from "./problem.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

function dead(group: string, more: Partial<AlertOf<"group-dead">> = {}): AlertOf<"group-dead"> {
  return {
    key: `home/group-dead/${group}`,
    kind: "group-dead",
    controller: "home",
    severity: "critical",
    data: { group, nodes: 3 },
    state: "open",
    since: 0,
    count: 1,
    flapping: false,
    acknowledged: false,
    ...more,
  };
}
const stateOf = (...alerts: AlertOf<"group-dead">[]): Record<string, unknown> =>
  JSON.parse(problemState(topics, alerts, "home", { language: "en" }).payload) as Record<string, unknown>;

it("is on while something is wrong, and says what and how bad", () => {
  expect(stateOf()).toEqual({ problem: "OFF", count: 0, severity: null, problems: [] });
  expect(stateOf(dead("A", { severity: "warning" }))).toMatchObject({ problem: "ON", severity: "warning" });
  const state = stateOf(dead("A", { severity: "warning" }), dead("B"));
  expect(state).toMatchObject({ problem: "ON", count: 2, severity: "critical" });
  expect(state["problems"]).toMatchObject([{ kind: "group_dead", since: "1970-01-01T00:00:00.000Z" }, {}]);
});

it("is not on for hints, for what is over, and for another controller", () => {
  expect(
    stateOf(dead("A", { severity: "info" }), dead("B", { state: "recovered" }), dead("C", { controller: "away" })),
  ).toMatchObject({ problem: "OFF", count: 0 });
});

it("stays small, however much is wrong", () => {
  const state = stateOf(
    ...Array.from({ length: 100 }, (_, index) => dead(`${index} ${"名".repeat(1000)}`, { key: "k" })),
  );
  expect(state).toMatchObject({ count: 100 });
  expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThanOrEqual(8192);
  expect((state["problems"] as unknown[]).length).toBeGreaterThan(5);
});
