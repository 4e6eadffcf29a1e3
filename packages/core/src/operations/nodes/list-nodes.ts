import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { DelayMs, Limit, listOf, nameOf, Offset } from "../shapes.ts";

export const NodeRow = z.object({
  name: z.string(),
  type: z.string(),
  /** `info`: a subscription's pseudo-node ("剩余流量：99 GB"), never a way out. */
  kind: z.enum(["node", "info", "group", "builtin"]),
  alive: z.boolean(),
  /** For the group's own test URL where a group is asked for; null: the last test failed; absent: never tested. */
  delay: DelayMs.exactOptional(),
  /** Two letters, guessed from the name. */
  region: z.string().exactOptional(),
  provider: z.string().exactOptional(),
  /** In use by the group asked for. */
  current: z.boolean().exactOptional(),
});
export type NodeRow = z.output<typeof NodeRow>;

export const listNodes = defineOperation({
  id: "list-nodes",
  danger: "none",
  summary: "List nodes with their delays",
  input: z.strictObject({
    group: nameOf("group", "Only members of this group, in its order").exactOptional(),
    provider: nameOf("provider", "Only nodes of this provider").exactOptional(),
    text: z.string().meta({ description: "Only names that contain this" }).exactOptional(),
    region: z.string().meta({ description: "Only this region, two letters (HK, JP, US)" }).exactOptional(),
    sort: z.enum(["config", "name", "delay"]).meta({ description: "Order; default: the config's" }).exactOptional(),
    limit: Limit.exactOptional(),
    offset: Offset.exactOptional(),
  }),
  output: listOf(NodeRow),
  run: pending,
});
