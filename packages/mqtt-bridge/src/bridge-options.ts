import type { Controller } from "@pointsman/core";
import type { TextFile } from "@pointsman/core/state";
import type { MqttConfigInput } from "./config.ts";
import type { BridgeTimings } from "./timings.ts";

/** Where the bridge tells what happened: one line per transition. */
export interface BridgeLog {
  info(sentence: string): void;
  warn(sentence: string): void;
}

export interface BridgeOptions {
  /** The `mqtt:` section of the config. */
  readonly config: MqttConfigInput;
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Name of this process on the broker, stable over restarts; default from the host's name. */
  readonly instance?: string;
  readonly log?: BridgeLog;
  /** Reads the `mqtt:` section anew: of it the login and the certificates are used, which may be renewed. Default: as it was. */
  readonly reread?: () => MqttConfigInput | undefined;
  /** IANA name, for the days that events tell; default: the system's. */
  readonly timeZone?: string;
  readonly timings?: Partial<BridgeTimings>;
  /** What was retained, over restarts: so that what is gone by the next start can be taken back. Default: only this life. */
  readonly memory?: TextFile;
  /** What of houses should not be forgotten with the process: nodes that were chosen, slugs, starts. Default: only this life. */
  readonly houses?: TextFile;
}

/** A running bridge. */
export interface Bridge extends AsyncDisposable {
  /** Whether the broker is connected, and how. */
  readonly connection: "connecting" | "mqtt 5" | "mqtt 3.1.1" | "stopped";
  /** Says goodbye on the broker and ends everything within 5 s. Idempotent. */
  stop(): Promise<void>;
}
