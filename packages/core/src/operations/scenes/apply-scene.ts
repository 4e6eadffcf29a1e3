import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { sceneName } from "../../engines/scenes/scene.ts";
import { checkPermission } from "../../policy/permission.ts";
import type { Actor } from "../../policy/types.ts";
import { defineOperation } from "../define.ts";
import { performAll } from "../perform-all.ts";
import { notFound } from "../picture.ts";
import { listOf } from "../shapes.ts";
import { planScene, type ScenePart } from "./plan-scene.ts";

const Value = z.union([z.string(), z.boolean()]).nullable();

/** Whoever may touch only some groups is told before the first of them is switched. */
function checkActor(parts: readonly ScenePart[], actor: Actor): void {
  const changing = parts.filter(({ step }) => step !== undefined);
  const groups = changing.every(({ kind }) => kind === "select") ? changing.map(({ target }) => target) : undefined;
  checkPermission({ operation: "apply-scene", danger: "reversible", groups }, actor, {});
}

export const applyScene = defineOperation({
  id: "apply-scene",
  danger: "reversible",
  summary: "Apply a scene: groups, mode and rules at once, or nothing of it",
  input: z.strictObject({ scene: sceneName }),
  output: z.object({
    scene: z.string(),
    /** `target`: group, rule (fingerprint) or `mode`. A pin's `null` means that the group chooses by itself. */
    ...listOf(
      z.object({
        kind: z.enum(["select", "rule", "mode"]),
        target: z.string(),
        was: Value,
        now: Value,
        changed: z.boolean(),
      }),
    ).shape,
  }),
  lock: () => "scene",
  // Which groups it touches its steps say.
  groups: () => [],
  isComposite: true,
  async run(context, { scene: name }) {
    const { controller, actor } = context;
    const scenes = engineOf(controller.engines, "scenes", "apply-scene").list(controller.id);
    const found = scenes.find((each) => each.name === name);
    if (found === undefined)
      throw notFound(
        "scene",
        name,
        scenes.map((each) => each.name),
      );
    const parts = await planScene(context, found.scene);
    checkActor(parts, actor);
    await performAll(
      context,
      parts.flatMap(({ step }) => step ?? []),
    );
    const rows = parts.map(({ step, ...part }) => ({ ...part, changed: step !== undefined }));
    return { scene: name, rows, total: rows.length };
  },
});
