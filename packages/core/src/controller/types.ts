import type { Client } from "../client/client.ts";
import type { ClientOptions } from "../client/options.ts";
import type { EndpointId } from "../endpoints/index.ts";
import type { DelayEngine } from "../engines/delay/types.ts";
import type { Engines } from "../engines/engines.ts";
import type { Observer } from "../observer/types.ts";
import type { OperationId, OperationInput, OperationOutput } from "../operations/index.ts";
import type { RowCaller } from "../operations/call-row.ts";
import type { RunOptions } from "../operations/runner.ts";
import type { AuditRecord, PolicyCaps } from "../policy/types.ts";
import type { ConnectionsFrame } from "../schemas/connection.ts";
import type { LogLine } from "../schemas/log.ts";
import type { MemoryFrame, TrafficFrame } from "../schemas/traffic.ts";
import type { RawSharedStream, SharedStream } from "../streams/types.ts";

export type LogLevel = "debug" | "info" | "warning" | "error";

/** The supervised, shared streams of one controller. */
export interface ControllerStreams {
  readonly traffic: SharedStream<TrafficFrame>;
  readonly memory: SharedStream<MemoryFrame>;
  /** One socket per level. Silence is normal here, so there is no stall watch. */
  readonly logs: (level: LogLevel) => SharedStream<LogLine>;
  /** One socket per controller on the ladder 1, 2, 5, 10, 30, 60 s: the fastest reader wins, the others are down-sampled. */
  readonly connections: (intervalMs: number) => RawSharedStream<ConnectionsFrame>;
}

/** What this core can do, found by probing (`OPTIONS`), never by its version string. */
export interface Capabilities {
  /** Unknown until probed counts as available. */
  has(row: EndpointId): boolean;
  /** Why it is missing, one sentence, or undefined. */
  reason(row: EndpointId): string | undefined;
  probe(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** How switches behave (config key `switching`). */
export interface Switching {
  readonly closeConnections: "group" | "none";
  readonly followRenames: "auto" | "ask" | "off";
  /** Whether rules that were switched off through us go off again after a reload or restart of the core. */
  readonly reapplyRules: boolean;
}

export interface ControllerOptions extends ClientOptions {
  /** Config id, `[a-z0-9_-]{1,32}`; default `default`. */
  readonly id?: string;
  readonly policy?: PolicyCaps;
  readonly switching?: Partial<Switching>;
  /** Receives one record per operation, or row called by `call`, that is not a query. */
  readonly audit?: (record: AuditRecord) => void;
  /** What this process offers beside the core; default nothing. */
  readonly engines?: Engines;
}

/** One controller: client, streams, observer, capabilities and the runner of operations. Opened, so it must be closed. */
export interface Controller extends AsyncDisposable {
  readonly id: string;
  readonly client: Client;
  readonly streams: ControllerStreams;
  readonly observer: Observer;
  readonly capabilities: Capabilities;
  /** Tests nodes under the one budget that all callers of this controller share. */
  readonly delays: DelayEngine;
  readonly switching: Switching;
  readonly engines: Engines;
  /**
   * How far the core's clock is ahead of ours in ms (negative: behind), to about a second, by its latest answer; undefined
   * before the first.
   */
  readonly clockSkewMs: number | undefined;
  /** What the config allows here, for outlets that show only what may be done; `run` checks it in any case. */
  readonly policy: PolicyCaps;
  /** Runs one operation: input check, policy, lock, rows, read-back, refresh, audit, undo. Throws `ControllerError`. */
  run<Id extends OperationId>(id: Id, input: OperationInput<Id>, options: RunOptions): Promise<OperationOutput<Id>>;
  /** Calls one row past the operations, for outlets that let people do so: policy and audit, but no lock, read-back or undo. */
  readonly call: RowCaller;
  /** Ends streams, polls and sockets; pending calls end as `aborted`. Idempotent. */
  close(): Promise<void>;
}
