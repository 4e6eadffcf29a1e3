import { expect, it } from "vitest";
import { startSimulator } from "../start.ts";
import { hostileNames } from "./hostile.ts";

it("has 2,000 nodes in 50 groups, tested a moment ago", async () => {
  await using simulator = await startSimulator({ scenario: "many" });
  const { groups, providers } = simulator.world.house;
  expect(groups.filter(({ name }) => name !== "GLOBAL").map((group) => group.members().length)).toEqual(
    Array.from({ length: 50 }, () => 2000),
  );
  expect(
    providers
      .get("Group 03")
      ?.proxies()
      .every(({ health }) => health.history.length > 0),
  ).toBe(true);
});

it("serves every hostile name under itself", async () => {
  await using simulator = await startSimulator({ scenario: "hostile" });
  const listing = await (await fetch(`${simulator.url}/proxies`)).text();
  const all = JSON.parse(listing) as { proxies: object };
  for (const name of hostileNames) {
    expect(Object.hasOwn(all.proxies, name)).toBe(true);
    expect(simulator.world.proxy(name)?.name).toBe(name);
  }
});

it("has nothing but the built-ins when it is empty", async () => {
  await using simulator = await startSimulator({ scenario: "empty" });
  const { proxies } = (await (await fetch(`${simulator.url}/proxies`)).json()) as { proxies: object };
  expect(Object.keys(proxies)).toEqual([
    "COMPATIBLE",
    "DIRECT",
    "GLOBAL",
    "PASS",
    "PASS-RULE",
    "REJECT",
    "REJECT-DROP",
  ]);
});
