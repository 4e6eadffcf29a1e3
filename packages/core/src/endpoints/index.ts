import { cache } from "./cache.ts";
import { configs } from "./configs.ts";
import { connections } from "./connections.ts";
import { core } from "./core.ts";
import { debug } from "./debug.ts";
import type { RowDef } from "./define.ts";
import { dns } from "./dns.ts";
import { groups } from "./groups.ts";
import { proxies } from "./proxies.ts";
import { proxyProviders } from "./proxy-providers.ts";
import { ruleProviders } from "./rule-providers.ts";
import { rules } from "./rules.ts";
import { smart } from "./smart.ts";
import { storage } from "./storage.ts";
import { logs, memory, traffic } from "./streams.ts";
import { version } from "./version.ts";

/** Every endpoint of the core, by resource and verb. */
export const endpoints = {
  core,
  version,
  traffic,
  memory,
  logs,
  connections,
  configs,
  proxies,
  groups,
  proxyProviders,
  ruleProviders,
  rules,
  cache,
  dns,
  storage,
  debug,
  smart,
} as const;

export type Endpoints = typeof endpoints;

type IdsOf<Resource extends keyof Endpoints> = `${Resource}.${keyof Endpoints[Resource] & string}`;

/** `resource.verb`, such as `proxies.select`. */
export type EndpointId = { [Resource in keyof Endpoints]: IdsOf<Resource> }[keyof Endpoints];

/** Every row with its id, in the table's order. */
export const rowsById: ReadonlyMap<EndpointId, RowDef> = new Map(
  Object.entries(endpoints).flatMap(([resource, rows]) =>
    Object.entries(rows).map(([verb, row]): [EndpointId, RowDef] => [`${resource}.${verb}` as EndpointId, row]),
  ),
);

export function isEndpointId(id: string): id is EndpointId {
  return (rowsById as ReadonlyMap<string, RowDef>).has(id);
}

/** The row of an id. */
export function rowOf(id: EndpointId): RowDef {
  const row = rowsById.get(id);
  // The map is made of the same table as the type, so this is a caller who cast.
  if (row === undefined) throw new TypeError(`There is no row "${id}".`);
  return row;
}
