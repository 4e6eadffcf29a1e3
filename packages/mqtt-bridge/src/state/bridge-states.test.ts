import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { type BridgeInfo, type ControllerHealth, infoState, maxInfoBytes, problemOf } from "./bridge-states.ts";

const topics = topicsOf("pointsman", "attic");
const streams = { traffic: { state: "live", age_s: 1 }, memory: { state: "live", age_s: 1 } };
const controllers = (count: number, health: Omit<ControllerHealth, "streams">): Record<string, ControllerHealth> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, { ...health, streams }]));
const problem = (health: Omit<ControllerHealth, "streams">, count = 1, lastError?: string): unknown =>
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

it("what a bridge is stays small, however many controllers it has", () => {
  const ids = Array.from({ length: 200 }, (_, index) => `${"c".repeat(29)}${String(index).padStart(3, "0")}`);
  const info: BridgeInfo = {
    version: "1.2.3",
    node: "v24.0.0",
    protocol: "mqtt 5",
    started: "2027-01-15T08:00:00.000Z",
    controllers: ids,
    reachable: ids,
    log: "off",
    features: { discovery: true, raw_rows: false, language: "en" },
    limits: { max_payload: 1_000_000 },
  };
  const { payload } = infoState(topics, info);
  expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(maxInfoBytes);
  const told = JSON.parse(payload) as BridgeInfo & { left_out: number };
  expect(told.controllers.length).toBeGreaterThan(40);
  expect(told.controllers.length + told.left_out).toBe(200);
  expect(told.reachable).toEqual(told.controllers);
  expect(JSON.parse(infoState(topics, { ...info, controllers: ["home"], reachable: [] }).payload)).not.toHaveProperty(
    "left_out",
  );
});
