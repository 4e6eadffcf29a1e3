import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { Limit, listOf } from "../shapes.ts";

export const RuleRow = z.object({
  index: z.number().int(),
  type: z.string(),
  payload: z.string(),
  target: z.string(),
  /** Stays the same while indexes shift: `Type,payload,target`. */
  fingerprint: z.string(),
  disabled: z.boolean(),
  /** Absent on old cores, which do not count. */
  hits: z.number().exactOptional(),
});
export type RuleRow = z.output<typeof RuleRow>;

export const listRules = defineOperation({
  id: "list-rules",
  danger: "none",
  summary: "List the rules in the order they are tried",
  input: z.strictObject({
    text: z.string().meta({ description: "Only rules whose type, payload or target contains this" }).exactOptional(),
    limit: Limit.exactOptional(),
  }),
  output: listOf(RuleRow),
  run: pending,
});
