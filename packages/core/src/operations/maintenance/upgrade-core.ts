import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const upgradeCore = defineOperation({
  id: "upgrade-core",
  danger: "critical",
  summary: "Upgrade the core and restart it",
  input: z.strictObject({
    channel: z
      .enum(["release", "alpha"])
      .meta({ description: "Channel; default: that of the running core" })
      .exactOptional(),
    force: z.boolean().meta({ description: "Install even when the version is the same" }).exactOptional(),
  }),
  /** `was` equals `version` where the core was up to date. */
  output: z.object({ tookMs: z.number(), was: z.string(), version: z.string() }),
  run: pending,
});
