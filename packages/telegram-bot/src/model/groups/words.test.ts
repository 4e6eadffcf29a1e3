import { expect, test } from "vitest";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import { wordRef } from "../../callback/ref.ts";
import { wordsOf } from "./words.ts";

test("a group's words are its nodes' providers and protocols, the commonest first", () => {
  const nodes = [
    node("HK", 45),
    node("JP x2", 45, { provider: "sub", type: "Vmess" }),
    node("US", 45, { provider: "sub", type: "Vmess" }),
    node("剩余流量：99 GB", undefined, { kind: "info", provider: "other" }),
    node("DIRECT", undefined, { kind: "builtin", type: "Direct" }),
  ];
  const proxy = group(
    "Proxy",
    nodes.map(({ name }) => name),
  );
  expect(wordsOf(snapshot([proxy], nodes), proxy)).toEqual({
    providers: [
      { ref: wordRef("provider", "sub"), word: "sub", count: 2 },
      { ref: wordRef("provider", ""), word: "", count: 1 },
    ],
    protocols: [
      { ref: wordRef("protocol", "Vmess"), word: "Vmess", count: 2 },
      { ref: wordRef("protocol", "Shadowsocks"), word: "Shadowsocks", count: 1 },
    ],
    isPriced: true,
  });
});
