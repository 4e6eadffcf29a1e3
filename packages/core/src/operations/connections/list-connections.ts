import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { Bytes, Limit, listOf } from "../shapes.ts";
import { ConnectionFilter } from "./filter.ts";

export const ConnectionRow = z.object({
  id: z.string(),
  /** Domain where known, else the destination address. */
  host: z.string(),
  port: z.string(),
  network: z.string(),
  /** Source address. */
  device: z.string(),
  process: z.string(),
  rule: z.string(),
  rulePayload: z.string(),
  /** From the outermost group to the node. */
  chain: z.array(z.string()),
  upload: Bytes,
  download: Bytes,
  /** ISO 8601 with the core's offset. */
  start: z.string(),
});
export type ConnectionRow = z.output<typeof ConnectionRow>;

export const listConnections = defineOperation({
  id: "list-connections",
  danger: "none",
  summary: "List the open connections",
  input: z.strictObject({
    filter: ConnectionFilter.exactOptional(),
    sort: z
      .enum(["start", "download", "upload", "host"])
      .meta({ description: "Order; default: newest first" })
      .exactOptional(),
    limit: Limit.exactOptional(),
  }),
  output: listOf(ConnectionRow),
  run: pending,
});
