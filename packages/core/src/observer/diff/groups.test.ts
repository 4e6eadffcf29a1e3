import { describe, expect, test } from "vitest";
import { groupView } from "../../../test/support/views.ts";
import type { Change, GroupView } from "../types.ts";
import { diffGroups } from "./groups.ts";

test("the same list costs nothing and says nothing", () => {
  const groups = [groupView()];
  expect(diffGroups(groups, groups)).toEqual([]);
});

test("groups that come and go are told together", () => {
  const was = [groupView({ name: "A" }), groupView({ name: "B" })];
  const now = [was[1]!, groupView({ name: "C" })];
  expect(diffGroups(was, now)).toEqual([{ type: "groups-changed", added: ["C"], removed: ["A"] }]);
});

const url = { type: "URLTest", fixed: "" };

test.each<[string, Partial<GroupView>, Partial<GroupView>, Change[]]>([
  ["another choice", {}, { now: "b" }, [{ type: "group-selected", group: "Proxy", was: "a", now: "b" }]],
  [
    "a choice that vanished",
    {},
    { now: "b", all: ["b"] },
    [
      { type: "group-members-changed", group: "Proxy" },
      { type: "selection-lost", group: "Proxy", was: "a", now: "b" },
    ],
  ],
  [
    "an automatic group that moved on from a member that vanished: nobody chose it",
    url,
    { ...url, now: "b", all: ["b"] },
    [
      { type: "group-members-changed", group: "Proxy" },
      { type: "group-selected", group: "Proxy", was: "a", now: "b" },
    ],
  ],
  [
    "a pin that vanished: somebody chose it",
    { ...url, fixed: "a" },
    { ...url, fixed: "a", now: "b", all: ["b"] },
    [
      { type: "group-members-changed", group: "Proxy" },
      { type: "selection-lost", group: "Proxy", was: "a", now: "b" },
    ],
  ],
  [
    "a new pin",
    url,
    { ...url, fixed: "b", now: "b" },
    [
      { type: "group-selected", group: "Proxy", was: "a", now: "b" },
      { type: "pin-changed", group: "Proxy", was: "", now: "b" },
    ],
  ],
  ["a pin that was cleared", { ...url, fixed: "a" }, url, [{ type: "pin-changed", group: "Proxy", was: "a", now: "" }]],
  ["another order of members", {}, { all: ["b", "a"] }, [{ type: "group-members-changed", group: "Proxy" }]],
  ["another icon", {}, { icon: "x.png" }, [{ type: "group-members-changed", group: "Proxy" }]],
])("%s", (_, was, now, changes) => {
  expect(diffGroups([groupView(was)], [groupView(now)])).toEqual(changes);
});

describe("a group that became another type", () => {
  test("tells no pin where there was none", () => {
    const changes = diffGroups([groupView()], [groupView({ type: "URLTest", fixed: "a" })]);
    expect(changes).toEqual([{ type: "group-members-changed", group: "Proxy" }]);
  });
});
