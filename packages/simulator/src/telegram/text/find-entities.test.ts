import { expect, it } from "vitest";
import { findEntities } from "./find-entities.ts";

function marked(text: string): [string, string][] {
  return findEntities(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
}

it.each<[string, [string, string][]]>([
  ["/menu", [["bot_command", "/menu"]]],
  ["/use@pointsman_sim_bot hk 01", [["bot_command", "/use@pointsman_sim_bot"]]],
  [
    "ask @anna_b or mail a.b@example.com",
    [
      ["mention", "@anna_b"],
      ["email", "a.b@example.com"],
    ],
  ],
  ["(https://example.com/a?b=1).", [["url", "https://example.com/a?b=1"]]],
  ["open example.com/x now", [["url", "example.com/x"]]],
  [
    "#tag #1 #香港",
    [
      ["hashtag", "#tag"],
      ["hashtag", "#香港"],
    ],
  ],
  ["2/3 a/b/c x@y 🇭🇰 HK_01 [IEPL] (x0.5)", []],
])("finds in %s what the server would mark", (text, expected) => {
  expect(marked(text)).toEqual(expected);
});
