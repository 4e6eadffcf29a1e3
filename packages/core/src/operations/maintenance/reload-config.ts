import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const reloadConfig = defineOperation({
  id: "reload-config",
  danger: "critical",
  summary: "Load the core's config anew, or another one",
  input: z.strictObject({
    path: z
      .string()
      .meta({ description: "Absolute path on the core's machine; default: the core's own config" })
      .exactOptional(),
    payload: z.string().meta({ description: "A whole config as YAML text; wins over the path" }).exactOptional(),
    force: z.boolean().meta({ description: "Apply ports and inbounds too" }).exactOptional(),
  }),
  output: z.object({ tookMs: z.number(), version: z.string() }),
  run: pending,
});
