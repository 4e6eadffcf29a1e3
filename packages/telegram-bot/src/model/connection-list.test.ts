import { describe, expect, test } from "vitest";
import { looseRef } from "../callback/ref.ts";
import { ConnectionRates, connectionEntries } from "./connection-list.ts";

const row = (id: string, more: object = {}) => ({
  id,
  host: `${id}.test`,
  port: "443",
  network: "tcp",
  device: "192.168.1.20",
  process: "",
  rule: "Match",
  rulePayload: "",
  chain: ["Proxy", "HK"],
  upload: 0,
  download: 0,
  start: "2026-11-28T05:00:00Z",
  ...more,
});

const rows = [
  row("b", { download: 10, process: "zoom", start: "2026-11-28T05:02:00Z" }),
  row("a", { upload: 5, download: 20, process: "curl" }),
  row("c", { download: 500, process: "curl", start: "2026-11-28T05:01:00Z" }),
];
const rates = new Map([
  ["b", 900],
  ["c", 3],
]);

test.each([
  ["total", ["c", "a", "b"]],
  ["speed", ["b", "c", "a"]],
  ["newest", ["b", "c", "a"]],
  ["host", ["a", "b", "c"]],
  ["program", ["c", "a", "b"]],
] as const)("connections stand by %s", (by, ids) => {
  expect(connectionEntries(rows, { by, rates, most: 9 }).map(({ id }) => id)).toEqual(ids);
});

test("only the first are listed, with their references and what is known of their speed", () => {
  const [first, ...others] = connectionEntries(rows, { by: "speed", rates, most: 1 });
  expect(first).toMatchObject({ id: "b", ref: looseRef("connection", "b"), rate: 900 });
  expect(others).toEqual([]);
});

describe("the speed of a connection", () => {
  test("is what it moved between two readings", () => {
    let now = 0;
    const speeds = new ConnectionRates(() => now);
    expect(speeds.of([row("a", { download: 100 })]).size).toBe(0);
    now = 2000;
    expect([...speeds.of([row("a", { download: 1100, upload: 1000 }), row("new", { download: 5 })])]).toEqual([
      ["a", 1000],
    ]);
    now = 4000;
    expect([...speeds.of([row("a", { download: 1100, upload: 1000 })])]).toEqual([["a", 0]]);
  });

  test("stays as it was where two readings come together", () => {
    let now = 0;
    const speeds = new ConnectionRates(() => now);
    speeds.of([row("a")]);
    now = 1000;
    speeds.of([row("a", { download: 400 })]);
    now = 1100;
    expect([...speeds.of([row("a", { download: 401 })])]).toEqual([["a", 400]]);
  });
});
