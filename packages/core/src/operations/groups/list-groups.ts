import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { DelayMs, listOf } from "../shapes.ts";

/** A group as a list shows it. */
export const GroupRow = z.object({
  name: z.string(),
  /** `Selector`, `URLTest`, `Fallback`, `LoadBalance`, or what a newer core sends. */
  type: z.string(),
  /** The member in use; null where the group has none of its own (LoadBalance). */
  now: z.string().nullable(),
  /** The node at the end of `now`, through nested groups; null where it cannot be told. */
  node: z.string().nullable(),
  /** The pinned member of an automatic group; null: nothing is pinned. */
  fixed: z.string().nullable(),
  /** Delay of `node` for this group's test URL; null: the last test failed; absent: never tested. */
  delay: DelayMs.exactOptional(),
  alive: z.boolean(),
  members: z.number().int(),
  hidden: z.boolean(),
});
export type GroupRow = z.output<typeof GroupRow>;

export const listGroups = defineOperation({
  id: "list-groups",
  danger: "none",
  summary: "List the groups with the node each uses",
  input: z.strictObject({ hidden: z.boolean().meta({ description: "Show hidden groups too" }).exactOptional() }),
  output: listOf(GroupRow),
  run: pending,
});
