import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const tailLogs = defineOperation({
  id: "tail-logs",
  danger: "none",
  summary: "Listen to the core's log for a moment",
  input: z.strictObject({
    level: z
      .enum(["debug", "info", "warning", "error"])
      .meta({ description: "This level and worse; default info" })
      .exactOptional(),
    text: z.string().meta({ description: "Only lines that contain this" }).exactOptional(),
    lines: z
      .number()
      .int()
      .min(1)
      .max(200)
      .meta({ description: "Stop after so many lines; default 50" })
      .exactOptional(),
    seconds: z.number().min(1).max(60).meta({ description: "Stop after so many seconds; default 10" }).exactOptional(),
  }),
  output: z.object({
    lines: z.array(z.object({ level: z.string(), text: z.string() })),
    /** Lines lost because they came too fast. */
    dropped: z.number().int(),
  }),
  run: pending,
});
