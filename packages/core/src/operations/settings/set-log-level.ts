import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const setLogLevel = defineOperation({
  id: "set-log-level",
  danger: "reversible",
  summary: "Change how much the core writes to its own log",
  input: z.strictObject({
    level: z.enum(["debug", "info", "warning", "error", "silent"]).meta({ description: "Log level of the core" }),
  }),
  output: z.object({ was: z.string(), now: z.string() }),
  run: pending,
});
