import { openScenes } from "@pointsman/core/scenes";
import { expect, test } from "vitest";
import { createFlowScenes } from "./flow-scenes.ts";

const scene = { select: { Proxy: "HK" }, rules: {} };
const names = (scenes: ReturnType<typeof createFlowScenes>, controller: string): string[] =>
  scenes.list(controller).map(({ name }) => name);

test("a saved scene outlives a deploy, and belongs to its controller", () => {
  createFlowScenes({ openScenes }).save("one", "movie", scene);
  const later = createFlowScenes({ openScenes });
  expect([names(later, "one"), names(later, "other")]).toEqual([["movie"], []]);
});

test("scenes at work are told apart, and gone when they are released", () => {
  const scenes = createFlowScenes({ openScenes });
  const [first, second] = [scenes.hold(scene), scenes.hold({ select: {}, rules: {}, mode: "direct" })];
  expect(names(scenes, "a")).toEqual([first.name, second.name]);
  first.release();
  expect(names(scenes, "a")).toEqual([second.name]);
  second.release();
});
