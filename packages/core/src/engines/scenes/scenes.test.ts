import { describe, expect, test } from "vitest";
import { Scene, sceneName } from "./scene.ts";
import { openScenes } from "./scenes.ts";

const scene = (select: Record<string, string | null> = {}): Scene => ({ select, rules: {} });

function state(text?: string) {
  return {
    text,
    load() {
      return this.text;
    },
    save(next: string) {
      this.text = next;
    },
  };
}

describe("scenes", () => {
  test("are those of the config, for every core, and those saved for one", () => {
    const kept = state();
    const scenes = openScenes({ config: { movie: scene({ Streaming: "HK 01" }) }, state: kept });
    expect(scenes.save("home", "夜", scene({ Auto: null }))).toBe(false);
    expect(scenes.save("home", "夜", scene({ Auto: "JP 01" }))).toBe(true);
    const again = openScenes({ config: { movie: scene() }, state: kept });
    expect(again.list("home")).toEqual([
      { name: "movie", source: "config", scene: scene() },
      { name: "夜", source: "saved", scene: scene({ Auto: "JP 01" }) },
    ]);
    expect(again.list("away").map(({ name }) => name)).toEqual(["movie"]);
  });

  test("of the config are not written over, and hide a saved one of the same name", () => {
    const kept = state();
    openScenes({ config: {}, state: kept }).save("home", "movie", scene({ A: "saved" }));
    const scenes = openScenes({ config: { movie: scene({ A: "config" }) }, state: kept });
    expect(scenes.list("home")).toMatchObject([{ source: "config", scene: { select: { A: "config" } } }]);
    expect(() => scenes.save("home", "movie", scene())).toThrow(
      expect.objectContaining({ code: "rejected", reason: "in-config" }),
    );
  });

  test.each(["{", '{"version":2,"controllers":[]}', '{"version":1,"controllers":[["home",[["x",{"selct":{}}]]]]}'])(
    "that cannot be read (%j) are told, and never written over",
    (text) => {
      const kept = state(text);
      const troubles: string[] = [];
      const scenes = openScenes({ config: {}, state: kept, onTrouble: (message) => troubles.push(message) });
      expect(troubles).toHaveLength(1);
      expect(() => scenes.save("home", "x", scene())).toThrow(
        expect.objectContaining({ code: "rejected", reason: "state-damaged" }),
      );
      expect(kept.text).toBe(text);
    },
  );

  test("that cannot be kept are refused and not there", () => {
    const full = {
      load: () => undefined,
      save: () => {
        throw new Error("ENOSPC");
      },
    };
    const scenes = openScenes({ config: {}, state: full });
    expect(() => scenes.save("home", "x", scene())).toThrow(/ENOSPC/);
    expect(scenes.list("home")).toEqual([]);
  });
});

test("a scene may say little; what it says must be known", () => {
  expect(Scene.parse({ mode: "direct" })).toEqual({ select: {}, mode: "direct", rules: {} });
  expect(Scene.safeParse({ modus: "direct" }).success).toBe(false);
  expect(Scene.safeParse({ select: { A: "" } }).success).toBe(false);
});

test.each([
  ["movie", true],
  ["看电影 2", true],
  ["", false],
  [" x", false],
  ["a\nb", false],
  ["x".repeat(65), false],
])("%j as a name: %s", (name, isFine) => {
  expect(sceneName.safeParse(name).success).toBe(isFine);
});
