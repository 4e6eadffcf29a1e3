import { describe, expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import type { Narrowing } from "../../callback/field.ts";
import { wordRef } from "../../callback/ref.ts";
import { locales } from "../../locales/index.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { groupModel } from "./group.ts";
import { filtersModel, lettersModel, regionsModel } from "./indexes.ts";
import { jumpModel, pageMeant, pagesIn } from "./jump.ts";
import { partOf } from "./part.ts";

const nodes = [
  node("🇭🇰 HK 1 x0.5", 40, { provider: "sub", type: "Vmess" }),
  node("🇭🇰 HK 2 x2", 60, { provider: "sub" }),
  node("🇯🇵 JP 1", null, { type: "Vmess" }),
  node("DIRECT", undefined, { kind: "builtin", type: "Direct" }),
  node("剩余流量：99 GB", undefined, { kind: "info", provider: "sub" }),
];
const proxy = group(
  "Proxy",
  nodes.map(({ name }) => name),
);

function stateOf(all = proxy, picture = snapshot([all], nodes)): ChatState {
  const memory = chatsOnPaper().of(1);
  // Starred under the name that it had yesterday.
  memory.keepChoices({ favourites: [{ controller: "home", group: "Proxy", node: "HK 1 | x1.0" }] });
  const controller = pictureOf("home", picture);
  return {
    person: { id: 1, role: "admin" },
    t: locales.en,
    people: peopleOnPaper(),
    memory,
    controller,
    controllers: [controller],
    route: { at: "home" },
  };
}

const provider = wordRef("provider", "sub");
const protocol = wordRef("protocol", "Vmess");

describe("a part of a group's list", () => {
  test.each<[Narrowing, readonly string[]]>([
    [{ alive: true }, ["🇭🇰 HK 1 x0.5", "🇭🇰 HK 2 x2"]],
    [{ cheap: true }, ["🇭🇰 HK 1 x0.5", "🇯🇵 JP 1", "DIRECT"]],
    [{ starred: true }, ["🇭🇰 HK 1 x0.5"]],
    [{ provider }, ["🇭🇰 HK 1 x0.5", "🇭🇰 HK 2 x2"]],
    [{ provider: wordRef("provider", "") }, ["🇯🇵 JP 1"]],
    [{ protocol }, ["🇭🇰 HK 1 x0.5", "🇯🇵 JP 1"]],
    [{ protocol, provider, region: "HK", letter: "H", alive: true, cheap: true }, ["🇭🇰 HK 1 x0.5"]],
    [{ region: "--" }, ["DIRECT"]],
    [{ provider: "AAAA" }, []],
  ])("with %j has what fits", (only, names) => {
    const part = partOf(stateOf(), proxy, only);
    expect(part.nodes.map(({ name }) => name)).toEqual(names);
    expect(part).toMatchObject({ all: 4, info: [] });
  });

  test("is told by what its references stand for", () => {
    const at = { group: "Proxy", page: 0, tap: "u", only: { provider, protocol: "AAAA" } } as const;
    expect(groupModel(stateOf(), at, home)?.names).toEqual({ provider: "sub" });
  });

  test("is what its indexes count, whatever of that kind is picked already", () => {
    const at = { group: "Proxy", only: { protocol, region: "JP", letter: "H" } } as const;
    expect(regionsModel(stateOf(), at, home)?.regions).toEqual([{ region: "HK", count: 1 }]);
    expect(lettersModel(stateOf(), at, home)?.letters).toEqual([{ letter: "J", count: 1 }]);
  });

  test("is counted where it is put together", () => {
    expect(filtersModel(stateOf(), { group: "Proxy", tap: "u", only: { protocol } }, home)).toMatchObject({
      left: 2,
      all: 4,
      isPriced: true,
      hasStars: true,
    });
    expect(filtersModel(stateOf(), { group: "Gone", tap: "u" }, home)).toBeUndefined();
  });
});

describe("the pages of a long list", () => {
  const names = Array.from({ length: 100 }, (_, index) => `🇭🇰 香港 IEPL ${index + 1}`);
  const long = group("Long", names);
  const state = stateOf(
    long,
    snapshot(
      [long],
      names.map((name, index) => node(name, index < 50 ? 40 : null)),
    ),
  );

  test("are told by what they begin with", () => {
    const model = jumpModel(state, { group: "Long", page: 99, tap: "i" }, home);
    expect(model?.firsts).toHaveLength(13);
    expect(model?.firsts[1]).toBe("🇭🇰 香港 IEPL 9");
    expect(model?.page).toBe(12);
    expect(pagesIn(state, { group: "Long", only: { alive: true } })).toBe(7);
    expect(jumpModel(state, { group: "Gone", page: 0, tap: "i" }, home)).toBeUndefined();
  });

  test.each([
    ["7", 6],
    [" 13 ", 12],
    ["14", 1],
    ["iepl 41", 5],
    ["ＩＥＰＬ 41", 5],
    ["0", 1],
    ["999", undefined],
    ["nowhere", undefined],
    ["", undefined],
  ])("are found by %j", (text, page) => {
    expect(pageMeant(state, { group: "Long" }, text)).toBe(page);
  });
});
