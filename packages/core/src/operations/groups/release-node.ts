import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { nameOf } from "../shapes.ts";

export const releaseNode = defineOperation({
  id: "release-node",
  danger: "reversible",
  summary: "Let an automatic group choose by itself again",
  input: z.strictObject({ group: nameOf("group", "Automatic group (URLTest, Fallback) to release") }),
  output: z.object({
    group: z.string(),
    was: z.string().nullable(),
    now: z.string().nullable(),
    /** What had been pinned; `""`: nothing. */
    wasFixed: z.string(),
  }),
  run: pending,
});
