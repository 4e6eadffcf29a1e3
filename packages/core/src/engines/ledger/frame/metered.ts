import type { ConnectionsFrame } from "../../../schemas/connection.ts";

/**
 * What a connection says of where it leads and of what led it there: all that it is counted by, but for its device. What
 * it does not say is empty.
 */
export interface Route {
  /** The inbound's type; `Inner` for the core's own requests. */
  readonly type: string;
  readonly process: string;
  readonly host: string;
  readonly sniffHost: string;
  /** Empty also where the connection has a name, as it is not asked for then. */
  readonly destinationIP: string;
  /** Leaf first. */
  readonly chains: readonly string[];
  readonly providerChains: readonly string[] | null;
  readonly rule: string;
  readonly rulePayload: string;
}

/** What counting has to know once of each connection. */
export interface MeteredConnection {
  readonly id: string;
  readonly sourceIP: string;
  /** On the core's own clock; not a number where it does not say so. */
  readonly startMs: number;
  readonly route: Route;
}

/**
 * The connections of a frame, until the next one is read. Each keeps one slot, a small number, as long as it is open;
 * all columns are by slot, so that ten thousand connections are a walk through a few arrays.
 */
export interface OpenConnections {
  readonly count: number;
  /** The slots in the order of the frame: so many as `count` says, each once. */
  readonly order: Int32Array;
  readonly upload: Float64Array;
  readonly download: Float64Array;
  /** Which connection the slot holds: a number from 1 on that no other connection had before. */
  readonly serials: Int32Array;
  about(slot: number): MeteredConnection;
}

/** What counting reads of a frame. */
export interface MeteredFrame extends Pick<ConnectionsFrame, "uploadTotal" | "downloadTotal"> {
  readonly open: OpenConnections;
}
