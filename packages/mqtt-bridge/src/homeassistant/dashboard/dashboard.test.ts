import { expect, it } from "vitest";
import { atticDiscovery as options } from "../../../test/discovery-options.ts";
import { group, snapshotOf } from "../../../test/snapshot.ts";
import { richContext } from "../../../test/rich-context.ts";
import { languages } from "../../locales/texts.ts";
import { houseOf } from "../../house/house.ts";
import { dashboardOf } from "./dashboard.ts";
import { controllerDiscovery } from "../discovery.ts";

function dashboardWith(...groups: ReturnType<typeof group>[]) {
  const parts = controllerDiscovery(options, houseOf("home", snapshotOf(groups, { mode: "rule" }), richContext));
  const { views } = dashboardOf(parts, "home", languages.en);
  const announced = new Map(
    parts.flatMap(({ components }) =>
      [...components.values()].map((component) => [component.default_entity_id, component]),
    ),
  );
  return { cards: views[0]?.cards ?? [], announced };
}

it("shows only entities that are announced and on by themselves, each under a name of its own", () => {
  const { cards, announced } = dashboardWith(
    group('Proxy: #1 | "x"', ["A"]),
    group("🇭🇰 香港", ["A"], { type: "URLTest", fixed: "" }),
  );
  const shown = cards.flatMap(({ entities }) => entities);
  expect(shown.length).toBeGreaterThan(15);
  for (const { entity } of shown) {
    expect(announced.has(entity)).toBe(true);
    expect(announced.get(entity)?.["enabled_by_default"]).not.toBe(false);
  }
  const names = cards.find(({ title }) => title === "Groups")?.entities.map(({ name }) => name);
  expect(names).toEqual(['Proxy: #1 | "x"', "🇭🇰 香港"]);
});

it("says whose usage it is, and has no card that is empty", () => {
  const { cards } = dashboardWith();
  expect(cards.every(({ entities }) => entities.length > 0)).toBe(true);
  expect(cards.some(({ title }) => title === "Groups")).toBe(false);
  const usage = cards.find(({ title }) => title === "Usage")?.entities.map(({ name }) => name);
  expect(usage).toContain("孩子的平板 <b>: Used today");
  expect(usage).toContain("孩子 used");
});
