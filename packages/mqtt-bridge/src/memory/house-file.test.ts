import { expect, it } from "vitest";
import { emptyHouse, readHouses, writeHouses } from "./house-file.ts";

it("a file of houses reads as it was written", () => {
  const houses = new Map([
    ["home", { ...emptyHouse(), recent: new Map([["Proxy", ["A", "B"]]]), start: { life: "x", at: 5 } }],
    ["cabin", { ...emptyHouse(), slugs: new Map([["group", new Map([["constructor", "constructor-00000000"]])]]) }],
  ]);
  expect(readHouses(writeHouses(houses))).toEqual(houses);
});

it("a slug that is no level of a topic makes a file damaged, and a version to come is left alone", () => {
  const bad = { controller: "home", recent: [], slugs: [["group", [["A", "a/#"]]]] };
  expect(readHouses(JSON.stringify({ version: 1, houses: [bad] }))).toBe("damaged");
  expect(readHouses('{"version":7}')).toBe("later");
});
