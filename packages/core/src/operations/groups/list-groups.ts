import { z } from "zod";
import type { Group } from "../../schemas/proxy.ts";
import { defineOperation } from "../define.ts";
import { page } from "../listing.ts";
import {
  configOrder,
  isAlive,
  isGroup,
  lastDelay,
  leafOf,
  membersOf,
  type ProxyMap,
  readProxies,
  testUrlOf,
} from "../picture.ts";
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

/** The groups in the config's order, GLOBAL last. */
export function groupRows(proxies: ProxyMap, hidden: boolean): GroupRow[] {
  return configOrder(proxies)
    .map((name) => proxies.get(name))
    .filter((proxy) => proxy !== undefined)
    .filter(isGroup)
    .filter((group) => hidden || group.hidden !== true)
    .map((group) => groupRow(group, proxies));
}

function groupRow(group: Group, proxies: ProxyMap): GroupRow {
  const leaf = leafOf(group.name, proxies);
  const url = testUrlOf(group);
  const delay = leaf && lastDelay(leaf, url);
  return {
    name: group.name,
    type: group.type,
    now: group.now ?? null,
    node: leaf?.name ?? null,
    fixed: group.fixed || null,
    ...(delay === undefined ? {} : { delay }),
    alive: leaf ? isAlive(leaf, url) : isAlive(group, url),
    members: membersOf(group).length,
    hidden: group.hidden ?? false,
  };
}

export const listGroups = defineOperation({
  id: "list-groups",
  danger: "none",
  summary: "List the groups with the node each uses",
  input: z.strictObject({ hidden: z.boolean().meta({ description: "Show hidden groups too" }).exactOptional() }),
  output: listOf(GroupRow),
  async run({ controller, signal }, { hidden = false }) {
    return page(groupRows(await readProxies(controller.client, signal), hidden), {});
  },
});
