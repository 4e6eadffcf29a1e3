import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { groupIndexScreen } from "./group-index.ts";

const proxy = { frame: home, group: { name: "Proxy", ref: "AAAAAAAA" } };

test("an index asks its question and counts what stands under each entry", () => {
  const entries = [
    { label: "A", count: 2, only: { letter: "A" } },
    { label: "HK", count: 3, only: { region: "HK" } },
  ];
  const text = show(groupIndexScreen(proxy, en, { question: "Which one?", entries, perRow: 2 }));
  expect(text).toContain("Which one?");
  expect(text).toContain("[A · 2] [HK · 3]");
});

test("an index of nothing says so in place of its question", () => {
  const text = show(groupIndexScreen(proxy, en, { question: "Which one?", entries: [], perRow: 2 }));
  expect(text).toContain(en.group.empty);
  expect(text).not.toContain("Which one?");
});
