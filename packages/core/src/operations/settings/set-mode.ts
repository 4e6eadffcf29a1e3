import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const setMode = defineOperation({
  id: "set-mode",
  danger: "reversible",
  summary: "Change the mode: by rules, all through one group, or all direct",
  input: z.strictObject({ mode: z.enum(["rule", "global", "direct"]).meta({ description: "Mode", names: "mode" }) }),
  output: z.object({ was: z.string(), now: z.string() }),
  run: pending,
});
