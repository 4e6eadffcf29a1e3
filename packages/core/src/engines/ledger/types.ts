import type { Controller } from "../../controller/types.ts";
import type { LedgerSettings, QuotaSettings } from "./config.ts";
import type { DeviceBook } from "./meter/flow.ts";
import type { QuotaState } from "./query/quotas.ts";
import type { Usage, UsageQuery } from "./query/types.ts";

export interface LedgerReaderOptions {
  /** Path of `ledger.db`. */
  readonly file: string;
  /** IANA name (config key `time-zone`); default: the system's. */
  readonly timeZone?: string;
  /** Replaced in tests; ms. */
  readonly now?: () => number;
  /** Config key `quotas`. */
  readonly quotas?: Readonly<Record<string, QuotaSettings>>;
  /** Decides whose bytes they are when they are counted; default: each source address is a device. */
  readonly devices?: DeviceBook;
}

export interface LedgerOptions extends LedgerReaderOptions {
  /** Config key `ledger`. */
  readonly settings?: LedgerSettings;
  /** Told in one sentence what went wrong and that counting goes on; once per trouble, not per try. */
  readonly onTrouble?: (message: string) => void;
  /** Saving works again after such a trouble. */
  readonly onRecovered?: () => void;
  /** Default 10 s; what a killed process loses at most is counted again from the core. */
  readonly flushMs?: number;
  /**
   * How often a frame is wanted (ms); a connection that lived between two frames is unattributed. Default: every 250 ms to
   * 2 s, the more often the fewer connections there are, so that at most 250 kB come in a second.
   */
  readonly frameMs?: number;
}

/** Answers from a ledger that another process may be writing. */
export interface LedgerReader {
  /** @throws ControllerError `invalid-input`, or `aborted` once it is closed */
  usage(query: UsageQuery): Usage;
  /** How each quota of the config stands. @throws ControllerError `aborted` once it is closed */
  quotas(): readonly QuotaState[];
  close(): void;
}

/** Who used what, kept in one file; one process at a time writes it. */
export interface Ledger extends LedgerReader {
  /** Counts this controller's connections until the returned function is called. */
  follow(controller: Pick<Controller, "id" | "streams">): () => void;
  /** Saves what was counted since the last time. Never throws; what cannot be saved is kept and tried again. */
  flush(): void;
  /** Saves, and lets the file go. Idempotent. */
  close(): void;
}
