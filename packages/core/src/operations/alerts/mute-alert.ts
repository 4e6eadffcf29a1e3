import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { defineOperation } from "../define.ts";

const yearMinutes = 525_600;

export const muteAlert = defineOperation({
  id: "mute-alert",
  danger: "reversible",
  summary: "Tell nothing of an alert for a while",
  input: z.strictObject({
    key: z.string().min(1).meta({
      description:
        "Key of the alert, as list-alerts shows it; the beginning of it, such as home/node-dead, for all of that sort",
    }),
    minutes: z.number().min(0).max(yearMinutes).meta({ description: "For so long; 0: tell again" }),
  }),
  output: z.object({
    key: z.string(),
    /** Unix time in ms. */
    until: z.number(),
  }),
  lock: ({ key }) => `alert:${key}`,
  undo: ({ key, minutes }) => (minutes === 0 ? undefined : { operation: "mute-alert", input: { key, minutes: 0 } }),
  stands: async ({ controller }, _, { key, until }) => controller.engines.alerts?.mutedUntil(key) === until,
  async run({ controller }, { key, minutes }) {
    return { key, until: engineOf(controller.engines, "alerts", "mute-alert").mute(key, minutes) };
  },
});
