import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { type FiltersModel, filtersScreen } from "./filters.ts";

const model: FiltersModel = {
  frame: home,
  group: { name: "Streaming", ref: "AAAAAAAA" },
  tap: "u",
  sort: "delay",
  left: 12,
  all: 40,
  providers: [
    { ref: "PPPP", word: "airport", count: 30 },
    { ref: "QQQQ", word: "", count: 10 },
  ],
  protocols: [{ ref: "TTTT", word: "Vmess", count: 40 }],
  isPriced: true,
  hasStars: true,
};

function dataOf(screen: ReturnType<typeof filtersScreen>): readonly string[] {
  return screen.keyboard.flat().flatMap((one) => ("callback_data" in one ? [one.callback_data] : []));
}

test("everything that cuts a list down stands on one screen, what is on is ticked, and how much is left is told", () => {
  const only = { alive: true, region: "HK", provider: "PPPP" } as const;
  expect(show(filtersScreen({ ...model, only }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Streaming · Filter</b>

    12 of 40 nodes fit.

    [👀 Show 12 !primary]
    [⚙️ config] [• ⏱ delay]
    [🔤 name] [📦 source]
    [☑ Answering !success] [☐ ≤ 1×] [☐ ⭐]
    [☑ 🇭🇰 HK !success] [🔤 A–Z]
    [☑ 📦 airport · 30 !success] [☐ 📦 config · 10]
    [✏️ Number or name]
    [✖ No filter]
    [⬅️ Back] [🏠 Home]"
  `);
});

test("a press puts one thing on or off, and what else was on stays in the button", () => {
  const data = dataOf(filtersScreen({ ...model, only: { alive: true, provider: "PPPP" } }, en));
  expect(data).toContain("1:wfWp:nf:AAAAAAAA:u:pPPPP");
  expect(data).toContain("1:wfWp:nf:AAAAAAAA:u:acpPPPP");
  expect(data).toContain("1:wfWp:nf:AAAAAAAA:u:apQQQQ");
  expect(data).toContain("1:wfWp:nf:AAAAAAAA:u:a");
  // All off; the index, the order and the list within the part.
  expect(data).toContain("1:wfWp:nf:AAAAAAAA:u");
  expect(data).toContain("1:wfWp:gi:AAAAAAAA:apPPPP");
  expect(data).toContain("1:wfWp:gx:AAAAAAAA:p:u:apPPPP");
  expect(data).toContain("1:wfWp:gf:AAAAAAAA:0:u:apPPPP");
});

test("what tells no node from another is not offered", () => {
  const text = show(filtersScreen({ ...model, isPriced: false, hasStars: false, providers: [] }, en));
  expect(text).not.toMatch(/1×|⭐|📦 airport|Vmess|No filter/);
  const stuck = show(filtersScreen({ ...model, isPriced: false, only: { cheap: true, protocol: "TTTT" } }, en));
  expect(stuck).toContain("[☐ Answering] [☑ ≤ 1× !success] [☐ ⭐]");
  expect(stuck).toContain("[☑ Vmess · 40 !success]");
});
