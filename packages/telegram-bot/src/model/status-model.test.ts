import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import { statusModel } from "./status-model.ts";

test("the figures are those that the core told, and the first ten groups", () => {
  const groups = Array.from({ length: 12 }, (_, index) => group(`G${index}`, ["HK"]));
  const traffic = { up: 1, down: 2, uploadTotal: 3 } as never;
  const told = statusModel(pictureOf("home", snapshot(groups, [node("HK", 45)], { traffic })), home);
  expect(told.traffic).toEqual({ up: 1, down: 2, upTotal: 3 });
  expect(told.groups).toHaveLength(10);
  expect(told).not.toHaveProperty("memory");
  expect(told.hasCharts).toBe(false);
});
