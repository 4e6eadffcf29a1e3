import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { DelayMs, nameOf } from "../shapes.ts";

export const selectBest = defineOperation({
  id: "select-best",
  danger: "reversible",
  summary: "Test a group's nodes and switch to the fastest",
  input: z.strictObject({
    group: nameOf("group", "Group to switch"),
    text: z.string().meta({ description: "Only nodes whose name contains this" }).exactOptional(),
    region: z.string().meta({ description: "Only nodes of this region, two letters (HK, JP, US)" }).exactOptional(),
    minGainMs: z
      .number()
      .int()
      .min(0)
      .max(60_000)
      .meta({ description: "Switch only when faster by so many ms" })
      .exactOptional(),
  }),
  output: z.object({
    group: z.string(),
    tested: z.number().int(),
    was: z.string().nullable(),
    now: z.string().nullable(),
    wasFixed: z.string().nullable(),
    /** Delay of the node in use afterwards. */
    delay: DelayMs,
    /** False: the group already used the best, or the gain was too small. */
    changed: z.boolean(),
    closed: z.number().int(),
  }),
  run: pending,
});
