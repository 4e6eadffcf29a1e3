import { describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { snapshotOf } from "../../test/snapshot.ts";
import { measurementsOf, trafficState } from "./measurements.ts";
import { defaultPace } from "./topics-of-state.ts";

const topics = topicsOf("pointsman", "attic").controller("home");
const now = Date.parse("2027-01-15T08:00:00Z");
const ts = "2027-01-15T08:00:00.000Z";
const measure = (more: Parameters<typeof snapshotOf>[1], startedAt?: number) =>
  measurementsOf(topics, snapshotOf([], more), defaultPace, { now, startedAt });

describe("measurements", () => {
  it("claim nothing that was not read yet", () => {
    expect(measure({})).toEqual([]);
  });

  it("tell when they were made, memory in bytes and megabytes, and totals since the core was seen to start", () => {
    const house = {
      memory: 52_612_345,
      traffic: { up: 1, down: 2, uploadTotal: 10, downloadTotal: 20 },
      connections: { count: 3, uploadTotal: 9, downloadTotal: 19 },
    };
    expect(measure(house, now - 60_000).map(({ payload }) => JSON.parse(payload))).toEqual([
      { bytes: 52_612_345, mb: 53, ts },
      { count: 3, ts },
      { up: 10, down: 20, since: "2027-01-15T07:59:00.000Z", ts },
    ]);
    expect(JSON.parse(measure(house)[2]?.payload ?? "")).toMatchObject({ since: null });
  });

  it("let memory move by a megabyte without a word", () => {
    const [message] = measure({ memory: 38_600_000 });
    expect(["37", "38", "39", "40", "41"].map((mb) => message?.holds?.(`{"mb":${mb}}`))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("are no news where only time has passed", () => {
    const connections = { count: 3, uploadTotal: 9, downloadTotal: 19 };
    const [count, totals] = measure({ connections });
    expect(count?.holds?.('{"count":3,"ts":"earlier"}')).toBe(true);
    expect(count?.holds?.('{"count":4,"ts":"earlier"}')).toBe(false);
    expect(totals?.holds?.('{"up":9,"down":19,"since":null,"ts":"earlier"}')).toBe(true);
    expect(totals?.holds?.('{"up":9,"down":20,"since":null,"ts":"earlier"}')).toBe(false);
    // Taken off the broker meanwhile.
    expect(totals?.holds?.("")).toBe(false);
  });

  it("of a line that only breathes are no news either, however long it does", () => {
    const reading = { up: 100, down: 300, up_max: 200, down_max: 900, window_s: 10 };
    const { holds, payload } = trafficState(topics, reading, { now });
    expect(JSON.parse(payload)).toEqual({ ...reading, ts });
    expect(holds?.(JSON.stringify({ ...reading, down: 0, down_max: 500, window_s: 9, ts: "earlier" }))).toBe(true);
    expect(holds?.(JSON.stringify({ ...reading, down: 900 }))).toBe(false);
    expect(holds?.(JSON.stringify({ ...reading, down_max: 0 }))).toBe(false);
    expect(holds?.("{}")).toBe(false);
  });
});
