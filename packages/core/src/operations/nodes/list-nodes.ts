import { z } from "zod";
import type { Client } from "../../client/client.ts";
import { DEFAULT_TEST_URL } from "../../engines/delay/delay-engine.ts";
import type { Proxy } from "../../schemas/proxy.ts";
import { defineOperation } from "../define.ts";
import { matchesText, page } from "../listing.ts";
import {
  configOrder,
  isAlive,
  isGroup,
  lastDelay,
  membersOf,
  notFound,
  type ProxyMap,
  readProxies,
  testUrlOf,
} from "../picture.ts";
import { readProvider } from "../providers/read-provider.ts";
import { DelayMs, Limit, listOf, nameOf, Offset } from "../shapes.ts";
import { kindOf } from "../../identity/node-kind.ts";
import { regionOf } from "../../identity/region.ts";

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

interface Scope {
  readonly nodes: readonly Proxy[];
  readonly url: string;
  /** The member in use, where a group is listed. */
  readonly current?: string | undefined;
}

/** Which nodes are meant, in which order, and the URL whose delays count. */
async function readScope(
  client: Client,
  { group, provider }: { group?: string; provider?: string },
  signal: AbortSignal,
): Promise<Scope> {
  if (provider !== undefined) {
    const { proxies, testUrl } = await readProvider(client, provider, signal);
    return { nodes: proxies ?? [], url: testUrl || DEFAULT_TEST_URL };
  }
  const proxies = await readProxies(client, signal);
  if (group === undefined) {
    const nodes = named(configOrder(proxies), proxies).filter(
      (proxy) => kindOf(proxy) === "node" || kindOf(proxy) === "info",
    );
    return { nodes, url: DEFAULT_TEST_URL };
  }
  const found = proxies.get(group);
  if (found === undefined || !isGroup(found))
    throw notFound(
      "group",
      group,
      [...proxies.values()].filter(isGroup).map(({ name }) => name),
    );
  return { nodes: named(membersOf(found), proxies), url: testUrlOf(found), current: found.now };
}

function named(names: readonly string[], proxies: ProxyMap): Proxy[] {
  return names.map((name) => proxies.get(name)).filter((proxy) => proxy !== undefined);
}

function nodeRow(proxy: Proxy, { url, current }: Scope): NodeRow {
  const delay = lastDelay(proxy, url);
  const region = regionOf(proxy.name);
  const provider = proxy["provider-name"];
  return {
    name: proxy.name,
    type: proxy.type,
    kind: kindOf(proxy),
    alive: isAlive(proxy, url),
    ...(delay === undefined ? {} : { delay }),
    ...(region === undefined ? {} : { region }),
    ...(provider ? { provider } : {}),
    ...(current === undefined ? {} : { current: proxy.name === current }),
  };
}

/** Made when it is first asked for: it brings 10 MB of every language's data into memory. */
let byName: Intl.Collator | undefined;

/** Fastest first, then the untested, then the dead. */
function delayRank({ delay }: NodeRow): number {
  if (delay === undefined) return 1e6;
  return delay ?? 1e9;
}

function sorted(rows: NodeRow[], sort: "config" | "name" | "delay" = "config"): NodeRow[] {
  if (sort === "name") {
    const { compare } = (byName ??= new Intl.Collator("en", { numeric: true }));
    return rows.sort((one, other) => compare(one.name, other.name));
  }
  return sort === "delay" ? rows.sort((one, other) => delayRank(one) - delayRank(other)) : rows;
}

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
  async run({ controller, signal }, input) {
    const scope = await readScope(controller.client, input, signal);
    const rows = scope.nodes
      .map((proxy) => nodeRow(proxy, scope))
      .filter((row) => matchesText(input.text, row.name))
      .filter((row) => input.region === undefined || row.region === input.region.toUpperCase());
    return page(sorted(rows, input.sort), input);
  },
});
