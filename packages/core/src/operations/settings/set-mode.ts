import { z } from "zod";
import { defineOperation } from "../define.ts";
import { patchSettings } from "./patch-settings.ts";

export const setMode = defineOperation({
  id: "set-mode",
  danger: "reversible",
  summary: "Change the mode: by rules, all through one group, or all direct",
  input: z.strictObject({ mode: z.enum(["rule", "global", "direct"]).meta({ description: "Mode", names: "mode" }) }),
  output: z.object({ was: z.string(), now: z.string() }),
  lock: () => "settings",
  refreshes: ["settings"],
  undo: (_, { was, now }) => (was === now ? undefined : { operation: "set-mode", input: { mode: was } }),
  stands: async ({ controller, signal }, _, { now }) =>
    (await controller.client.configs.get({}, { signal })).mode === now,
  async run({ controller, signal }, { mode }) {
    const { before, after } = await patchSettings(controller.client, { mode }, signal, "mode");
    return { was: before.mode, now: after.mode };
  },
});
