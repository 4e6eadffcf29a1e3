import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const setRuleEnabled = defineOperation({
  id: "set-rule-enabled",
  danger: "reversible",
  summary: "Switch a rule on or off until the core reloads",
  input: z.strictObject({
    rule: z
      .union([z.string().min(1), z.number().int().min(0)])
      .meta({ description: "Fingerprint (Type,payload,target) or index of the rule", names: "rule" }),
    enabled: z.boolean().meta({ description: "Whether the rule takes part" }),
  }),
  output: z.object({ rule: z.string(), index: z.number().int(), was: z.boolean(), now: z.boolean() }),
  run: pending,
});
