import { expect, it } from "vitest";
import { richContext } from "../../test/rich-context.ts";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import { houseStates } from "./house-states.ts";
import { defaultPace } from "./topics-of-state.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

it("are one for everything that the house has but its groups, whose options come first", () => {
  const house = houseOf("home", snapshotOf([group("Proxy", ["A"])], { mode: "rule" }), richContext);
  const told = houseStates(topics, house, defaultPace, undefined).map(({ topic }) => topic);
  const kinds = new Set(told.map((topic) => topic.split("/")[2]));
  expect([...kinds]).toEqual(expect.arrayContaining(["mode", "device", "quota"]));
  expect(told.filter((topic) => topic.includes("/device/"))).toHaveLength(house.devices.length);
  expect(told.filter((topic) => topic.includes("/group/"))).toEqual([]);
});
