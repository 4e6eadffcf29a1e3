import { z } from "zod";
import { defineOperation } from "../define.ts";
import { GroupRow } from "../groups/list-groups.ts";
import { pending } from "../pending.ts";
import { Bytes, NoInput } from "../shapes.ts";

export const getStatus = defineOperation({
  id: "get-status",
  danger: "none",
  summary: "Show how the core is doing",
  input: NoInput,
  /** Null: the core did not say. With `reachable: false` everything else is null or empty and `error` says why. */
  output: z.object({
    reachable: z.boolean(),
    error: z.string().exactOptional(),
    version: z.string().nullable(),
    mode: z.string().nullable(),
    groups: z.array(GroupRow),
    /** Bytes per second. */
    up: z.number().nullable(),
    down: z.number().nullable(),
    uploadTotal: Bytes.nullable(),
    downloadTotal: Bytes.nullable(),
    /** Resident bytes of the core. */
    memory: Bytes.nullable(),
    connections: z.number().int().nullable(),
  }),
  run: pending,
});
