import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { defineOperation } from "../define.ts";

export const ackAlert = defineOperation({
  id: "ack-alert",
  danger: "reversible",
  summary: "Say that somebody has seen an alert",
  input: z.strictObject({
    key: z.string().min(1).meta({ description: "Key of the alert, as list-alerts shows it" }),
  }),
  output: z.object({ key: z.string(), acknowledged: z.boolean() }),
  lock: ({ key }) => `alert:${key}`,
  async run({ controller }, { key }) {
    const { acknowledged } = engineOf(controller.engines, "alerts", "ack-alert").ack(key);
    return { key, acknowledged };
  },
});
