import { z } from "zod";
import { defineOperation } from "../define.ts";
import { patchSettings } from "./patch-settings.ts";

export const setAllowLan = defineOperation({
  id: "set-allow-lan",
  danger: "disruptive",
  summary: "Let other devices of the network use the core, or not",
  input: z.strictObject({ enable: z.boolean().meta({ description: "Whether other devices may connect" }) }),
  output: z.object({ was: z.boolean(), now: z.boolean(), notApplied: z.array(z.string()) }),
  lock: () => "settings",
  refreshes: ["settings"],
  undo: (_, { was, now }) => (was === now ? undefined : { operation: "set-allow-lan", input: { enable: was } }),
  stands: async ({ controller, signal }, _, { now }) =>
    (await controller.client.configs.get({}, { signal }))["allow-lan"] === now,
  async run({ controller, signal }, { enable }) {
    const { before, after, notApplied } = await patchSettings(
      controller.client,
      { "allow-lan": enable },
      signal,
      "allow-lan",
    );
    return { was: before["allow-lan"], now: after["allow-lan"], notApplied: [...notApplied] };
  },
});
