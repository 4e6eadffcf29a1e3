import { expect, test } from "vitest";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import { lastTestIn } from "./members.ts";

test("a group was last tested when the last of its own nodes was", () => {
  const nodes = [node("HK", 40, { testedAt: 1000 }), node("JP", null, { testedAt: 3000 }), node("US")];
  const other = node("SG", 40, { testedAt: 9000 });
  const proxy = group("Proxy", ["HK", "JP", "US", "not there"]);
  const fresh = group("Fresh", ["US"]);
  const picture = snapshot([proxy, fresh], [...nodes, other]);
  expect(lastTestIn(picture, proxy)).toBe(3000);
  expect(lastTestIn(picture, fresh)).toBeUndefined();
});
