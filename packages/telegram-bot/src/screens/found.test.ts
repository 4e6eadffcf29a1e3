import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { foundScreen, type Match } from "./found.ts";

const matches: readonly Match[] = [
  { kind: "group", name: "HK", ref: "AAAAAAAA" },
  {
    kind: "node",
    name: "🇭🇰 HK 01",
    ref: "BBBBBBBB",
    group: "Streaming",
    groupRef: "CCCCCCCC",
    delay: 45,
    current: true,
  },
  { kind: "node", name: "🇭🇰 HK 02", ref: "DDDDDDDD", group: "Streaming", groupRef: "CCCCCCCC", current: false },
];

test("what was found can be opened and switched to", () => {
  expect(show(foundScreen({ frame: home, text: "hk", matches, page: 0, mayAct: true }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Search</b>

    3 × “hk”

    [🧭 HK]
    [✅ Streaming → 🇭🇰 HK 01 · 45 !success]
    [Streaming → 🇭🇰 HK 02 · –]
    [⬅️ Back]"
  `);
});

test("who may not switch gets the node to look at", () => {
  const screen = foundScreen({ frame: home, text: "hk", matches, page: 0, mayAct: false }, en);
  expect(JSON.stringify(screen.keyboard)).not.toContain(":sw:");
});

test("nothing found is said with the text that was searched, made harmless", () => {
  const text = show(foundScreen({ frame: home, text: "<b>\n\u202Ex", matches: [], page: 0, mayAct: true }, en));
  expect(text).toContain("Nothing is called “&lt;b&gt; x”.");
});
