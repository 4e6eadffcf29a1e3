import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput } from "../shapes.ts";

export const restartCore = defineOperation({
  id: "restart-core",
  danger: "critical",
  summary: "Restart the core",
  input: NoInput,
  output: z.object({ tookMs: z.number(), version: z.string() }),
  run: pending,
});
