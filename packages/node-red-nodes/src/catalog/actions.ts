import { type EndpointId, type OperationId, operations, placeholders, type RowDef, rowsById } from "@pointsman/core";
import type { Action, Area, Field, LiveKind } from "./action.ts";
import { fieldsOf, valueFields } from "./schema-fields.ts";

const operationAreas = {
  "get-status": "status",
  "list-groups": "nodes",
  "list-nodes": "nodes",
  "list-connections": "connections",
  "list-rules": "rules",
  "explain-route": "rules",
  "query-dns": "dns",
  "tail-logs": "status",
  "get-usage": "status",
  "get-history": "status",
  "list-devices": "status",
  "name-device": "status",
  "list-alerts": "status",
  "mute-alert": "status",
  "ack-alert": "status",
  "read-storage": "storage",
  "write-storage": "storage",
  "delete-storage": "storage",
  "select-node": "nodes",
  "select-best": "nodes",
  "release-node": "nodes",
  "test-delay": "nodes",
  "set-mode": "settings",
  "set-log-level": "settings",
  "set-tun": "settings",
  "set-allow-lan": "settings",
  "patch-config": "settings",
  "check-provider": "providers",
  "update-provider": "providers",
  "update-all-providers": "providers",
  "update-rule-provider": "rules",
  "set-rule-enabled": "rules",
  "close-connection": "connections",
  "close-connections": "connections",
  "flush-dns": "dns",
  "flush-fake-ip": "dns",
  "list-scenes": "nodes",
  "save-scene": "nodes",
  "apply-scene": "nodes",
  undo: "nodes",
  "upgrade-geo": "maintenance",
  "upgrade-ui": "maintenance",
  "collect-garbage": "maintenance",
  "reload-config": "maintenance",
  "restart-core": "maintenance",
  "upgrade-core": "maintenance",
} as const satisfies Record<OperationId, Area>;

type Resource = EndpointId extends infer Id ? (Id extends `${infer Name}.${string}` ? Name : never) : never;

const resourceAreas = {
  core: "maintenance",
  version: "status",
  traffic: "status",
  memory: "status",
  logs: "status",
  connections: "connections",
  configs: "settings",
  proxies: "nodes",
  groups: "nodes",
  proxyProviders: "providers",
  ruleProviders: "rules",
  rules: "rules",
  cache: "dns",
  dns: "dns",
  storage: "storage",
  debug: "maintenance",
  smart: "nodes",
} as const satisfies Record<Resource, Area>;

/** What the parameters of rows name; rows state facts about the wire and do not say. */
const rowLive: Readonly<Partial<Record<EndpointId, Readonly<Record<string, LiveKind>>>>> = {
  "proxies.get": { proxy: "node" },
  "proxies.select": { group: "group", "body.name": "node" },
  "proxies.release": { group: "group" },
  "proxies.delay": { proxy: "node" },
  "groups.get": { group: "group" },
  "groups.release": { group: "group" },
  "groups.delay": { group: "group" },
  "proxyProviders.get": { provider: "provider" },
  "proxyProviders.proxy": { provider: "provider", proxy: "node" },
  "proxyProviders.update": { provider: "provider" },
  "proxyProviders.check": { provider: "provider" },
  "proxyProviders.delay": { provider: "provider", proxy: "node" },
  "ruleProviders.update": { provider: "rule-provider" },
  "smart.groupWeights": { group: "group" },
};

let listed: readonly Action[] | undefined;

/**
 * Every action in the picker's order: operations first, then the rows as the table has them. Made once, as each message
 * through a node looks one up.
 */
export function listActions(): readonly Action[] {
  listed ??= makeActions();
  return listed;
}

function makeActions(): Action[] {
  const ofOperations = Object.entries(operations).map(
    ([id, { danger, input }]): Action => ({
      id,
      area: operationAreas[id as OperationId],
      danger,
      fields: fieldsOf(input),
    }),
  );
  const ofRows = [...rowsById].filter(([, row]) => row.kind !== "stream").map(([id, row]) => rowAction(id, row));
  return [...ofOperations, ...ofRows];
}

function rowAction(id: EndpointId, row: RowDef): Action {
  const resource = id.slice(0, id.indexOf(".")) as Resource;
  return {
    id,
    area: resourceAreas[resource],
    danger: row.danger,
    wire: `${row.method} ${row.path}`,
    fields: rowFields(row).map((field) => {
      const live = rowLive[id]?.[field.path];
      return live === undefined ? field : { ...field, live };
    }),
  };
}

function rowFields(row: RowDef): Field[] {
  const names = placeholders(row.path).map((path): Field => ({ path, kind: "text", required: true }));
  const query = row.query === undefined ? [] : fieldsOf(row.query);
  const body = row.kind === "command" && row.body !== undefined ? valueFields(row.body, "body", true) : [];
  return [...names, ...query, ...body];
}
