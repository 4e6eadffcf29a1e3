import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const patchConfig = defineOperation({
  id: "patch-config",
  danger: "disruptive",
  summary: "Change settings of the running core until it reloads",
  input: z.strictObject({
    patch: z.record(z.string(), z.unknown()).meta({ description: "Settings by the core's own names" }),
  }),
  /** `was` and `now` hold the patched keys; `notApplied` those that the core took silently but did not apply. */
  output: z.object({
    was: z.record(z.string(), z.unknown()),
    now: z.record(z.string(), z.unknown()),
    notApplied: z.array(z.string()),
  }),
  run: pending,
});
