import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { nameOf } from "../shapes.ts";

export const updateRuleProvider = defineOperation({
  id: "update-rule-provider",
  danger: "reversible",
  summary: "Fetch a rule provider's entries anew",
  input: z.strictObject({ provider: nameOf("rule-provider", "Rule provider to update") }),
  /** Entries after and before. */
  output: z.object({ provider: z.string(), count: z.number().int(), was: z.number().int() }),
  run: pending,
});
