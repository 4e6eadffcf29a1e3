import { expect, test } from "vitest";
import { nameParts } from "./canonical-name.ts";
import { editOf, isBadgesOnly, isElsewhere, isSuccession, readNames } from "./name-edits.ts";

const edit = (was: string, now: string) => editOf(nameParts(was), nameParts(now));
const wordsOf = (...names: string[]) => readNames(names).map(({ bare }) => bare.words);

test("names reworded alike have the same signature, whatever their regions and numbers", () => {
  expect(edit("HK 01", "HK 01 IEPL").signature).toBe(edit("JP 07", "JP 07 IEPL").signature);
  expect(edit("HK 01", "HK 01 IEPL").signature).not.toBe(edit("JP 07", "JP 07 BGP").signature);
  expect(edit("HK-01-3fa9c1", "HK-01-b81d20").signature).toBe(edit("HK-02-77ac01", "HK-02-19fe3b").signature);
});

test("tells daily wording, a successor and another place apart", () => {
  expect(isBadgesOnly(edit("HK 01 NF", "HK 01 GPT"))).toBe(true);
  expect(isBadgesOnly(edit("HK 01 NF", "HK 01 IEPL"))).toBe(false);
  expect(isSuccession(edit("HK 01 IEPL", "HK 01 BGP"))).toBe(true);
  expect(isSuccession(edit("HK 01", "HK 01 BGP"))).toBe(false);
  expect(isElsewhere(edit("US Dallas 01", "US Seattle 01"))).toBe(true);
  expect(isElsewhere(edit("US 01", "US Seattle 01"))).toBe(false);
});

test("a word that nearly all names carry tells none from another", () => {
  expect(wordsOf("Nimbus HK 1", "Nimbus HK 2", "Nimbus JP 1", "Nimbus fast US 1")).toEqual([[], [], [], ["fast"]]);
  expect(wordsOf("Nimbus HK 1", "Nimbus HK 2")).toEqual([["nimbus"], ["nimbus"]]);
});
