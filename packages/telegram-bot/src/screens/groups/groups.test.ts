import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { type GroupEntry, groupLabel, groupsPerPage, groupsScreen, testsScreen } from "./groups.ts";

const groups: readonly GroupEntry[] = [
  { name: "Proxy", ref: "AAAAAAAA", type: "Selector", now: "🇭🇰 HK 01", delay: 45 },
  { name: "Auto", ref: "BBBBBBBB", type: "URLTest", now: "🇯🇵 JP 02 | a very long name", delay: null },
  { name: "Balance", ref: "CCCCCCCC", type: "LoadBalance" },
];

test("groups are buttons with what each uses, in the config's order", () => {
  expect(show(groupsScreen({ frame: home, groups, page: 0, mayAct: true }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Nodes</b>

    Which group?

    [⭐ Favourites]
    [👆 Proxy → 🇭🇰 HK 01 · 45]
    [⚡ Auto → 🇯🇵 JP 02 | a very l… · ✖]
    [⚖️ Balance]
    [⬅️ Back] [🔄]"
  `);
});

test("who may not switch gets the nodes to look at", () => {
  const [, row] = groupsScreen({ frame: home, groups, page: 0, mayAct: false }, en).keyboard;
  expect(row?.[0]).toMatchObject({ callback_data: "1:wfWp:gp:AAAAAAAA:0:i" });
});

test("the tests' list starts a test with each button", () => {
  expect(show(testsScreen({ frame: home, groups, page: 0 }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Test</b>

    Test what?

    [⚡ What is in use now !primary]
    [👆 Proxy → 🇭🇰 HK 01 · 45]
    [⚡ Auto → 🇯🇵 JP 02 | a very l… · ✖]
    [⚖️ Balance]
    [⬅️ Back] [🔄]"
  `);
});

test("many groups are paged, and no group at all is said", () => {
  const many = Array.from({ length: groupsPerPage + 1 }, (_, index) => ({ ...groups[0]!, name: `G${index}` }));
  expect(show(groupsScreen({ frame: home, groups: many, page: 1, mayAct: true }, en))).toContain("[◀] [2/2] [▶]");
  expect(show(testsScreen({ frame: home, groups: [], page: 0 }, en))).toContain(en.groups.none);
});

test("a name that brings its own picture needs none of ours", () => {
  expect(groupLabel({ name: "🎬 Streaming", ref: "AAAAAAAA", type: "Selector", now: "Proxy" })).toBe(
    "🎬 Streaming → Proxy",
  );
});

test("a kind of group that is new to us still has a label", () => {
  expect(groupLabel({ name: "X", ref: "AAAAAAAA", type: "Quantum" })).toBe("▫ X");
});
