import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import { favouritesScreen } from "./favourites.ts";

const entry = (node: string, more = {}) => ({
  group: "Streaming",
  groupRef: "AAAAAAAA",
  node,
  ref: "BBBBBBBB",
  delay: 45,
  current: false,
  mayAct: true,
  ...more,
});

test("favourites and the last used are one tap away; what is gone is named and can be forgotten", () => {
  const model = {
    frame: home,
    starred: [entry("HK 01"), entry("JP 02", { current: true })],
    lastUsed: [entry("US 03", { mayAct: false })],
    gone: ["DE 09"],
    best: [{ name: "Streaming", ref: "AAAAAAAA" }],
  };
  const screen = favouritesScreen(model, locales.en);
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Favourites</b>

    A tap switches:
    Not there now: DE 09

    [⭐ Streaming → HK 01 · 45]
    [✅ Streaming → JP 02 · 45 !success]
    [🕘 Streaming → US 03 · 45]
    [🏆 Best now: Streaming]
    [🧹 Forget what is gone]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
  const actions = screen.keyboard
    .flat()
    .map((button) => ("callback_data" in button ? button.callback_data.split(":")[2] : ""));
  expect(actions.slice(0, 3)).toEqual(["sw", "nd", "nd"]);
});

test("without any they say how to get one", () => {
  expect(show(favouritesScreen({ frame: home, starred: [], lastUsed: [], gone: [], best: [] }, locales.zh))).toContain(
    "⭐",
  );
});
