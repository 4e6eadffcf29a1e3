import { describe, expect, test } from "vitest";
import { openScenes, Scene } from "../src/engines/scenes/index.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

const ads = "RuleSet,ads,REJECT";

/** A scene is set and put back as one thing, whatever the core makes of its parts. */
export function sceneContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`scenes on ${kind.name}`, () => {
    const isOld = kind.profile === "old";
    const home = controllerOf(kind, () => {
      const rules = isOld ? {} : { rules: { ads: false } };
      const config = {
        movie: Scene.parse({ select: { Proxy: "slow", Auto: "slow", Subscribed: "HK 01" }, mode: "global", ...rules }),
        // A Fallback leaves a dead choice by itself, so this cannot be.
        broken: Scene.parse({ select: { Proxy: "slow", Auto: "slow", Backup: "gone" }, mode: "direct" }),
        rules: Scene.parse({ select: { Proxy: "slow" }, rules: { ads: false } }),
      };
      return { engines: { scenes: openScenes({ config }) } };
    });

    async function state(): Promise<unknown> {
      const { client } = home.controller;
      const { rules } = await client.rules.list();
      return {
        Proxy: (await client.groups.get({ group: "Proxy" })).now,
        Auto: (await client.groups.get({ group: "Auto" })).fixed,
        Backup: (await client.groups.get({ group: "Backup" })).fixed,
        Subscribed: (await client.groups.get({ group: "Subscribed" })).now,
        mode: (await client.configs.get()).mode,
        ads: rules?.find(({ type }) => type === "RuleSet")?.extra?.disabled ?? false,
      };
    }

    const start = { Proxy: "fast", Auto: "", Backup: "", Subscribed: "US 01", mode: "rule", ads: false };
    const movie = { Proxy: "slow", Auto: "slow", Backup: "", Subscribed: "HK 01 | x1.0", mode: "global", ads: !isOld };

    test("a scene is applied, saved, undone and applied again", async () => {
      await home.controller.run("select-node", { group: "Subscribed", node: "US 01" }, options);
      expect(await state()).toEqual(start);
      const saved = await home.controller.run("save-scene", { scene: "before" }, options);
      expect(saved).toMatchObject({ select: { Proxy: "fast", Auto: null, Subscribed: "US 01" }, mode: "rule" });
      const { rows } = await home.controller.run("apply-scene", { scene: "movie" }, options);
      expect(rows.every(({ changed }) => changed)).toBe(true);
      expect(await state()).toEqual(movie);
      expect((await home.controller.run("undo", {}, options)).total).toBe(rows.length);
      expect(await state()).toEqual(start);
      await home.controller.run("apply-scene", { scene: "movie" }, options);
      await home.controller.run("apply-scene", { scene: "before" }, options);
      expect(await state()).toEqual(start);
      expect((await home.controller.run("list-scenes", {}, options)).rows.map(({ scene }) => scene)).toContain(
        "before",
      );
    });

    test("a scene that cannot be set whole is not set at all", async () => {
      await expect(home.controller.run("apply-scene", { scene: "broken" }, options)).rejects.toMatchObject({
        code: "rejected",
        message: expect.stringContaining("What was changed before it was put back.") as string,
      });
      expect(await state()).toEqual(start);
    });

    test.runIf(isOld)("a core that cannot switch rules says so before anything is switched", async () => {
      await expect(home.controller.run("apply-scene", { scene: "rules" }, options)).rejects.toMatchObject({
        code: "unsupported",
      });
      expect(await state()).toEqual(start);
    });

    test("what somebody changed meanwhile is not undone", async () => {
      await home.controller.run("apply-scene", { scene: "movie" }, options);
      await home.controller.client.proxies.select({ group: "Proxy", body: { name: "Auto" } });
      await expect(home.controller.run("undo", {}, options)).rejects.toMatchObject({
        code: "rejected",
        reason: "changed-meanwhile",
      });
      expect(await state()).toEqual({ ...movie, Proxy: "Auto" });
      expect(
        (await home.controller.run("list-rules", {}, options)).rows.find(({ fingerprint }) => fingerprint === ads)
          ?.disabled,
      ).toBe(!isOld);
    });
  });
}
