import type { Controller, Snapshot } from "@pointsman/core";
import { expect, it } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { HouseReader } from "./house-reader.ts";
import { noRules } from "./rules.ts";

function readerOf(controller: { snapshot: Snapshot; scenes: string[]; policy?: Controller["policy"] }) {
  const clock = { now: 0 };
  const fake = {
    id: "home",
    policy: controller.policy ?? {},
    engines: { scenes: { list: () => controller.scenes.map((name) => ({ name })) } },
    observer: {
      get snapshot() {
        return controller.snapshot;
      },
    },
  } as unknown as Controller;
  const reader = new HouseReader({
    controller: fake,
    rules: noRules,
    maxDevices: 0,
    everyMs: 1000,
    pace: { usage: 0, figures: 0 },
    now: () => clock.now,
  });
  return { reader, clock };
}

it("a house is made anew when its snapshot changed, or when what nobody tells of may have", () => {
  const controller = { snapshot: snapshotOf([group("Proxy", ["A"])]), scenes: ["movie"] };
  const { reader, clock } = readerOf(controller);
  const first = reader.read();
  controller.scenes.push("sleep");
  expect(reader.read()).toBe(first);
  controller.snapshot = snapshotOf([group("Other", ["A"])]);
  expect(reader.house).toBe(first);
  expect(reader.read().groups.map(({ view }) => view.name)).toEqual(["Other"]);
  controller.scenes.push("work");
  clock.now = 1000;
  expect(reader.read().scenes).toEqual(["movie", "sleep", "work"]);
});

it("what the policy forbids to MQTT may not be done in the house", () => {
  const { reader } = readerOf({ snapshot: snapshotOf([]), scenes: [], policy: { outlets: { mqtt: "reversible" } } });
  expect([reader.house.may("select-node"), reader.house.may("restart-core")]).toEqual([true, false]);
});
