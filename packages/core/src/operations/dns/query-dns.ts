import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

export const queryDns = defineOperation({
  id: "query-dns",
  danger: "none",
  summary: "Ask the core's resolver",
  input: z.strictObject({
    name: z.string().min(1).max(253).meta({ description: "Name to resolve" }),
    type: z
      .string()
      .regex(/^[A-Za-z]+$/, "must be a record type such as A, AAAA or MX")
      .meta({ description: "Record type; default A" })
      .exactOptional(),
  }),
  output: z.object({
    name: z.string(),
    /** `NOERROR`, `NXDOMAIN` …, or the number of an uncommon one. */
    status: z.string(),
    answers: z.array(z.object({ name: z.string(), type: z.string(), ttl: z.number(), data: z.string() })),
    tookMs: z.number(),
  }),
  run: pending,
});
