import { expect, test } from "vitest";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { looseRef } from "../callback/ref.ts";
import { formerName, namesLike, noteName } from "./former-names.ts";
import { memberRefs } from "./picture.ts";

const members = ["HK 01 | x1.2", "HK 02 | x1.2", "JP 7", "JP 8", "剩余流量：99 GB"];
const proxy = group("Proxy", members);
const picture = snapshot(
  [proxy],
  members.map((name) => node(name, 45, name.startsWith("剩") ? { kind: "info" } : {})),
);

test("what a reference stood for is known once its list was drawn, and after the name has left the list", () => {
  const ref = looseRef("node", "former-names test");
  expect(formerName(ref)).toBeUndefined();
  memberRefs(group("Proxy", ["former-names test"]));
  expect(formerName(ref)).toBe("former-names test");
});

test("a renamed node is known by what it still says, else by its letters; the subscription's news are no nodes", () => {
  expect(namesLike(picture, proxy, "🇭🇰 HK 01 | x1.0")).toEqual(["HK 01 | x1.2"]);
  expect(namesLike(picture, proxy, "JP 3")).toEqual(["JP 7", "JP 8"]);
  expect(namesLike(picture, proxy, "剩余流量：98 GB")).toEqual([]);
  expect(namesLike(picture, proxy, "US 1")).toEqual([]);
  expect(namesLike(picture, proxy, "01")).toEqual([]);
});

test("however many names pass by, only so many are kept", () => {
  for (let index = 0; index < 45_000; index += 1) noteName(`ref${index}`, "x");
  expect(formerName("ref44999")).toBe("x");
  expect(formerName("ref0")).toBeUndefined();
});
