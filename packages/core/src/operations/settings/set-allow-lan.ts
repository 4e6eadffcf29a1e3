import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const setAllowLan = defineOperation({
  id: "set-allow-lan",
  danger: "disruptive",
  summary: "Let other devices of the network use the core, or not",
  input: z.strictObject({ enable: z.boolean().meta({ description: "Whether other devices may connect" }) }),
  output: z.object({ was: z.boolean(), now: z.boolean(), notApplied: z.array(z.string()) }),
  run: pending,
});
