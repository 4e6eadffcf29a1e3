import { expect, it } from "vitest";
import { MemoryOfHouse } from "../memory/house-memory.ts";
import { RecentNodes } from "./recent-nodes.ts";

it("the last twenty nodes of a group are remembered, newest first, each once", () => {
  const recent = new RecentNodes();
  for (let node = 0; node < 25; node += 1) recent.note("Proxy", `HK ${node}`);
  expect(recent.note("Proxy", "HK 10")).toBe(true);
  expect(recent.note("Proxy", "HK 10")).toBe(false);
  expect(recent.of("Proxy").slice(0, 3)).toEqual(["HK 10", "HK 24", "HK 23"]);
  expect(recent.of("Proxy")).toHaveLength(20);
  expect(recent.of("__proto__")).toEqual([]);
});

it("what was chosen is remembered over a restart", () => {
  const memory = new MemoryOfHouse();
  new RecentNodes(memory).note("Proxy", "HK 01");
  const later = new RecentNodes(memory);
  expect(later.of("Proxy")).toEqual(["HK 01"]);
  expect(later.note("Proxy", "HK 01")).toBe(false);
});
