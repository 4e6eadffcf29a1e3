import { expect, test } from "vitest";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { oncePerPicture } from "./once-per-picture.ts";

test("what is said of a group is worked out once for each picture", () => {
  const groups = [group("Proxy", ["HK"]), group("Auto", ["HK"])] as const;
  const [first, second] = [snapshot(groups, [node("HK", 40)]), snapshot(groups, [node("HK", 50)])];
  const asked: string[] = [];
  const delayOf = oncePerPicture((picture, { name }) => {
    asked.push(name);
    return picture.nodes.get("HK")?.delay;
  });
  const answers = [first, first, second, first].map((picture) => delayOf(picture, groups[0]));
  expect(answers).toEqual([40, 40, 50, 40]);
  expect(delayOf(first, groups[1])).toBe(40);
  expect(asked).toEqual(["Proxy", "Proxy", "Auto"]);
});
