import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import type { Connection } from "../../schemas/connection.ts";
import { defineOperation } from "../define.ts";
import { page } from "../listing.ts";
import { Bytes, Limit, listOf } from "../shapes.ts";
import { ConnectionFilter, deviceMatch, matchesFilter } from "./filter.ts";

const ConnectionRow = z.object({
  id: z.string(),
  /** Domain where known, else the destination address. */
  host: z.string(),
  port: z.string(),
  network: z.string(),
  /** Source address. */
  device: z.string(),
  /** Whose it is, where somebody named it. */
  deviceName: z.string().exactOptional(),
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

/** A connection as a list shows it; with devices told apart, also whose it is. */
export function connectionRow(connection: Connection, devices: Engines["devices"]): ConnectionRow {
  const { id, metadata, rule, rulePayload, chains, upload, download, start } = connection;
  const deviceName = devices?.nameOf(devices.keyOf(metadata.sourceIP));
  return {
    id,
    host: metadata.host || metadata.sniffHost || metadata.destinationIP,
    port: metadata.destinationPort,
    network: metadata.network,
    device: metadata.sourceIP,
    ...(deviceName === undefined ? {} : { deviceName }),
    process: metadata.process ?? "",
    rule,
    rulePayload,
    chain: chains.toReversed(),
    upload,
    download,
    start,
  };
}

/** Newest, heaviest, or by name. */
const orders = {
  start: (one, other) => Date.parse(other.start) - Date.parse(one.start),
  download: (one, other) => other.download - one.download,
  upload: (one, other) => other.upload - one.upload,
  host: (one, other) => (one.host < other.host ? -1 : Number(one.host > other.host)),
} as const satisfies Record<string, (one: ConnectionRow, other: ConnectionRow) => number>;

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
  async run({ controller: { client, engines }, signal }, { filter = {}, sort = "start", limit }) {
    const isDevice = deviceMatch(filter.device, engines, "list-connections");
    const { connections } = await client.connections.list({}, { signal });
    const now = Date.now();
    const rows = (connections ?? [])
      .filter((connection) => matchesFilter(connection, filter, isDevice, now))
      .map((connection) => connectionRow(connection, engines.devices));
    return page(rows.sort(orders[sort]), limit === undefined ? {} : { limit });
  },
});
