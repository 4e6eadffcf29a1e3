import { expect, test } from "vitest";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import {
  delayIn,
  groupNamed,
  groupRefs,
  isChoosable,
  leafOf,
  memberInUse,
  memberRefs,
  shownGroups,
} from "./picture.ts";

const groups = [
  group("Proxy", ["Auto", "HK"]),
  group("Auto", ["HK", "JP"], { type: "URLTest", now: "JP" }),
  group("Secret", ["HK"], { hidden: true }),
  group("GLOBAL", ["Proxy"]),
];
const picture = snapshot(groups, [node("HK", 45), node("JP", null)]);

test("hidden groups are not shown, GLOBAL only while the mode is global", () => {
  expect(shownGroups(picture).map(({ name }) => name)).toEqual(["Proxy", "Auto"]);
  expect(shownGroups({ ...picture, mode: "global" }).map(({ name }) => name)).toEqual(["Proxy", "Auto", "GLOBAL"]);
});

test("the node in use is found through nested groups, and a loop ends", () => {
  expect(leafOf(picture, groups[0]!)).toBe("JP");
  const a = group("A", ["B"]);
  expect(leafOf(snapshot([a, group("B", ["A"])], []), a)).toBeUndefined();
});

test("a group that balances by itself has no node in use", () => {
  const { now: _, ...balance } = group("Balance", ["HK"], { type: "LoadBalance" });
  expect(leafOf(picture, balance)).toBeUndefined();
  expect(isChoosable(balance)).toBe(false);
  expect(isChoosable(groups[1]!)).toBe(true);
});

test("a Smart group names its node only while it is pinned, and takes a pin", () => {
  const smart = group("Smart", ["HK", "JP"], { type: "Smart", now: "Smart - Select", fixed: "" });
  expect([memberInUse(smart), leafOf(picture, smart), isChoosable(smart)]).toEqual([undefined, undefined, true]);
  const around = group("Around", ["Smart"]);
  expect(leafOf(snapshot([around, smart], []), around)).toBeUndefined();
  expect(leafOf(picture, { ...smart, now: "JP", fixed: "JP" })).toBe("JP");
});

test("a delay is the one of the group's own test address, a failure too, else the latest of any", () => {
  const tested = node("HK", 45, { delays: new Map([["https://a.test/", null]]) });
  expect(delayIn(group("A", [], { testUrl: "https://a.test/" }), tested)).toBeNull();
  expect(delayIn(group("B", [], { testUrl: "https://b.test/" }), tested)).toBe(45);
  expect(delayIn(groups[0]!, undefined)).toBeUndefined();
});

test("references are made once per list", () => {
  expect(groupRefs(picture)).toBe(groupRefs({ ...picture }));
  expect(memberRefs(groups[0]!)).toBe(memberRefs({ ...groups[0]! }));
  expect(groupRefs(picture).nameOf(groupRefs(picture).refOf("Secret")!)).toBe("Secret");
});

test("a group is found by its exact name", () => {
  expect(groupNamed(picture, "Auto")?.now).toBe("JP");
  expect(groupNamed(picture, "auto")).toBeUndefined();
});
