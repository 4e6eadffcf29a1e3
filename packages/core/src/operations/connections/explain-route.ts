import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const explainRoute = defineOperation({
  id: "explain-route",
  danger: "none",
  summary: "Explain which rule, group and node a destination takes",
  input: z
    .strictObject({
      host: z.string().min(1).max(253).meta({ description: "Host name" }).exactOptional(),
      ip: z.union([z.ipv4(), z.ipv6()]).meta({ description: "Address" }).exactOptional(),
      device: z.string().min(1).meta({ description: "Source address of the device that asks" }).exactOptional(),
    })
    .refine((input) => (input.host === undefined) !== (input.ip === undefined), { message: "give either host or ip" }),
  output: z.object({
    /** `seen`: an open connection shows it; `predicted`: from rules that can be judged from outside; `unknown`: neither. */
    evidence: z.enum(["seen", "predicted", "unknown"]),
    rule: z
      .object({ type: z.string(), payload: z.string(), target: z.string(), index: z.number().int().exactOptional() })
      .nullable(),
    /** From the outermost group to the node; empty where unknown. */
    chain: z.array(z.string()),
    node: z.string().nullable(),
    /** Why it is not known, one sentence. */
    note: z.string().exactOptional(),
  }),
  run: pending,
});
