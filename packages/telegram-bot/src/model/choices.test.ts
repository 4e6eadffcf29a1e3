import { expect, test } from "vitest";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { choiceEntries, goneChoices, isStarred, nameNow } from "./choices.ts";

const picture = snapshot(
  [group("Proxy", ["🇭🇰 香港01 [2.0x]", "🇯🇵 JP 02", "🇺🇸 US 1 | x1", "🇺🇸 US 1 | x2"], { now: "🇯🇵 JP 02" })],
  [node("🇭🇰 香港01 [2.0x]", 45), node("🇯🇵 JP 02", null), node("🇺🇸 US 1 | x1"), node("🇺🇸 US 1 | x2")],
);
const choice = (name: string, groupName = "Proxy", controller = "home") => ({
  controller,
  group: groupName,
  node: name,
});

test("a node is known again under its new name, and nobody guesses between two", () => {
  expect(nameNow(picture, choice("🇯🇵 JP 02"))).toBe("🇯🇵 JP 02");
  expect(nameNow(picture, choice("HK 1 | 35ms"))).toBe("🇭🇰 香港01 [2.0x]");
  expect(nameNow(picture, choice("🇺🇸 US 1 | x3"))).toBeUndefined();
  expect(nameNow(picture, choice("🇯🇵 JP 02", "Gone"))).toBeUndefined();
});

test("choices are those of this controller that can still be made, each once", () => {
  const all = [
    choice("HK 1 | 35ms"),
    choice("🇭🇰 香港01 [2.0x]"),
    choice("🇯🇵 JP 02"),
    choice("DE 9"),
    choice("🇯🇵 JP 02", "Proxy", "cabin"),
  ];
  expect(choiceEntries(picture, "home", all).map(({ node: name, delay, current }) => [name, delay, current])).toEqual([
    ["🇭🇰 香港01 [2.0x]", 45, false],
    ["🇯🇵 JP 02", null, true],
  ]);
  expect(goneChoices(picture, "home", all)).toEqual([choice("DE 9")]);
});

test("a star stays on a renamed node", () => {
  const starred = [choice("HK 1 | 35ms")];
  expect(isStarred(picture, starred, choice("🇭🇰 香港01 [2.0x]"))).toBe(true);
  expect(isStarred(picture, starred, choice("🇯🇵 JP 02"))).toBe(false);
});
