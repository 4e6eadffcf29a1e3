import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import { locales } from "../../locales/index.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { listDrawers } from "./lists.ts";

const controller = pictureOf("home", snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 40), node("JP")]));
const state: ChatState = {
  person: { id: 1, role: "admin" },
  t: locales.en,
  people: peopleOnPaper(),
  memory: chatsOnPaper().of(1),
  controller,
  controllers: [controller],
  route: { at: "home" },
};

test("a screen whose group is gone shows the groups, one whose node is gone the group", () => {
  const gone = { group: "Gone", page: 0, tap: "u" } as const;
  const screens = [
    listDrawers.group(state, { at: "group", ...gone }, home),
    listDrawers.jump(state, { at: "jump", ...gone }, home),
    listDrawers.filters(state, { at: "filters", ...gone }, home),
    listDrawers.regions(state, { at: "regions", ...gone }, home),
    listDrawers.letters(state, { at: "letters", ...gone }, home),
    listDrawers.node(state, { at: "node", node: "HK", ...gone }, home),
  ];
  for (const { text } of screens) expect(text.markup).toContain("Which group?");
  const above = listDrawers.node(state, { at: "node", group: "Proxy", node: "US", page: 0 }, home);
  expect(above.text.markup).toContain("› <b>Proxy</b>");
});
