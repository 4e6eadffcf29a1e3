import { expect, it } from "vitest";
import { snapshotOf } from "../../test/snapshot.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import { ruleProviderStates } from "./rule-providers.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

it("tells how many rules a list has and how old it is, null where it was never loaded, and why its last update failed", () => {
  const view = (name: string, updatedAt: string) => ({
    name,
    type: "Rule",
    vehicleType: "HTTP",
    behavior: "Domain",
    ruleCount: 7,
    updatedAt,
  });
  const views = [view("ads", "2026-01-02T03:04:05+08:00"), view("广告", "0001-01-01T00:00:00Z")];
  const house = houseOf("home", snapshotOf([], { ruleProviders: new Map(views.map((one) => [one.name, one])) }));
  const [ads, never] = ruleProviderStates(topics, house, ({ name }) =>
    name === "ads" ? "The list answers 403." : null,
  );
  expect(ads?.topic).toMatch(/^pointsman\/home\/ruleset\/ads-[0-9a-f]{8}$/);
  expect(JSON.parse(ads?.payload ?? "")).toMatchObject({
    name: "ads",
    rules: 7,
    updated_at: "2026-01-01T19:04:05.000Z",
    last_error: "The list answers 403.",
  });
  expect(never?.topic).toMatch(/\/ruleset\/r-[0-9a-f]{8}$/);
  expect(JSON.parse(never?.payload ?? "")).toMatchObject({
    name: "广告",
    updated_at: null,
    last_error: null,
  });
});
