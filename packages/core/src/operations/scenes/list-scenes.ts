import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { Scene } from "../../engines/scenes/scene.ts";
import { defineOperation } from "../define.ts";
import { listOf, NoInput } from "../shapes.ts";

export const listScenes = defineOperation({
  id: "list-scenes",
  danger: "none",
  summary: "List the scenes, those of the config and those that were saved",
  input: NoInput,
  output: listOf(z.object({ scene: z.string(), source: z.enum(["config", "saved"]), ...Scene.shape })),
  async run({ controller }) {
    const scenes = engineOf(controller.engines, "scenes", "list-scenes").list(controller.id);
    const rows = scenes.map(({ name, source, scene }) => ({ scene: name, source, ...scene }));
    return { rows, total: rows.length };
  },
});
