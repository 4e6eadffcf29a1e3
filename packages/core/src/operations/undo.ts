import { z } from "zod";
import { defineOperation } from "./define.ts";
import { pending } from "./pending.ts";
import { listOf } from "./shapes.ts";

export const undo = defineOperation({
  id: "undo",
  danger: "reversible",
  summary: "Put back the latest change",
  input: z.strictObject({
    steps: z.number().int().min(1).max(20).meta({ description: "How many changes; default 1" }).exactOptional(),
  }),
  /** What was put back, latest first. */
  output: listOf(z.object({ operation: z.string(), input: z.unknown(), was: z.unknown(), now: z.unknown() })),
  run: pending,
});
