import type { Connection, ConnectionMetadata, ConnectionsFrame } from "../../../schemas/connection.ts";

/** What counting reads of who talks to whom. */
export type MeteredMetadata = Pick<
  ConnectionMetadata,
  "type" | "sourceIP" | "destinationIP" | "host" | "process" | "sniffHost"
>;

/** What counting reads of a connection. */
export interface MeteredConnection
  extends Pick<
    Connection,
    "id" | "upload" | "download" | "start" | "chains" | "providerChains" | "rule" | "rulePayload"
  > {
  readonly metadata: MeteredMetadata;
}

/** What counting reads of a frame. */
export interface MeteredFrame extends Pick<ConnectionsFrame, "uploadTotal" | "downloadTotal"> {
  readonly connections: readonly MeteredConnection[] | null;
}
