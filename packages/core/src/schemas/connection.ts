import { z } from "zod";

const metadataShape = z.looseObject({
  /** `tcp` or `udp`. */
  network: z.string(),
  /** The inbound's type; `Inner` for the core's own requests. */
  type: z.string(),
  sourceIP: z.string(),
  destinationIP: z.string(),
  /** Digits; `"0"` when unset. */
  sourcePort: z.string(),
  destinationPort: z.string(),
  /** The domain, `""` for a bare address. */
  host: z.string(),
  dnsMode: z.string().exactOptional(),
  inboundIP: z.string().exactOptional(),
  inboundPort: z.string().exactOptional(),
  inboundName: z.string().exactOptional(),
  inboundUser: z.string().exactOptional(),
  /** null = never looked up. */
  sourceGeoIP: z.array(z.string()).nullable().exactOptional(),
  destinationGeoIP: z.array(z.string()).nullable().exactOptional(),
  /** `"<number> <organisation>"`, `""` = not looked up, `" "` = not found. */
  sourceIPASN: z.string().exactOptional(),
  destinationIPASN: z.string().exactOptional(),
  rematchName: z.string().exactOptional(),
  uid: z.number().exactOptional(),
  process: z.string().exactOptional(),
  processPath: z.string().exactOptional(),
  specialProxy: z.string().exactOptional(),
  specialRules: z.string().exactOptional(),
  remoteDestination: z.string().exactOptional(),
  dscp: z.number().exactOptional(),
  sniffHost: z.string().exactOptional(),
});

/** Who talks to whom. */
export interface ConnectionMetadata extends z.output<typeof metadataShape> {}
export const ConnectionMetadata: z.ZodType<ConnectionMetadata> = metadataShape;

const connectionShape = z.looseObject({
  id: z.string(),
  metadata: ConnectionMetadata,
  /** Bytes since it was opened. */
  upload: z.number(),
  download: z.number(),
  /** RFC 3339 in the core's zone. */
  start: z.string(),
  /** Leaf first: `["HK 01", "Auto", "Proxy"]`. */
  chains: z.array(z.string()),
  /** Parallel to `chains`, `""` where not from a provider (since 2025-12). */
  providerChains: z.array(z.string()).nullable().exactOptional(),
  /** The rule's type as in `Rule.type`; `""` in global and direct mode. */
  rule: z.string(),
  rulePayload: z.string(),
});

/** One open connection. */
export interface Connection extends z.output<typeof connectionShape> {}
export const Connection: z.ZodType<Connection> = connectionShape;

const connectionsShape = z.looseObject({
  downloadTotal: z.number(),
  uploadTotal: z.number(),
  /** In arbitrary order; null when there are none. */
  connections: z.array(Connection).nullable(),
  /** Resident memory in bytes as the last reader of `/memory` saw it; 0 when nobody reads that stream. */
  memory: z.number().exactOptional(),
});

/** All open connections; totals in bytes since the core started, closed connections included. */
export interface ConnectionsFrame extends z.output<typeof connectionsShape> {}
export const ConnectionsFrame: z.ZodType<ConnectionsFrame> = connectionsShape;

/**
 * What is checked of each frame of the stream: the fields that byte counting reads. Ten thousand connections a second
 * are too many for the full schema, which the contract suite applies.
 */
export const ConnectionsGuard: z.ZodType = z.looseObject({
  downloadTotal: z.number(),
  uploadTotal: z.number(),
  connections: z
    .array(
      z.looseObject({
        id: z.string(),
        upload: z.number(),
        download: z.number(),
        chains: z.array(z.string()),
        rule: z.string(),
        metadata: z.looseObject({ sourceIP: z.string(), host: z.string() }),
      }),
    )
    .nullable(),
});
