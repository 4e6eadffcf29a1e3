import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { ConnectionFilter } from "./filter.ts";

export const closeConnections = defineOperation({
  id: "close-connections",
  danger: "disruptive",
  summary: "Close the connections that match",
  input: z.strictObject({
    filter: ConnectionFilter.refine(
      (filter) => Object.keys(filter).some((key) => key !== "all") || filter.all === true,
      {
        message: 'name a condition, or say {"all":true} to close every connection',
      },
    ),
    dryRun: z.boolean().meta({ description: "Only count them" }).exactOptional(),
  }),
  output: z.object({ closed: z.number().int(), matched: z.number().int() }),
  run: pending,
});
