import type { Slot } from "../time/calendar.ts";
import type { FlowKey } from "./flow.ts";

/** Bytes of one flow in one hour. */
export interface FlowBytes {
  readonly flow: FlowKey;
  upload: number;
  download: number;
}

/** What was seen in one hour since it was last saved. */
export interface HourBatch extends Slot {
  readonly rows: FlowBytes[];
  /** So much of the hour lay between two frames that follow each other. */
  observedSeconds: number;
  /** In the core's totals but of no connection that was seen. */
  unattributedUpload: number;
  unattributedDownload: number;
}

/** The counters of one connection as they were booked. */
export interface Counters {
  upload: number;
  download: number;
}

/** What the last frame said as a whole. */
export interface LastFrame {
  readonly uploadTotal: number;
  readonly downloadTotal: number;
  /** The latest beginning of a connection seen, ms on the core's own clock. */
  readonly latestStartMs: number;
}

/** Where another process stopped counting. */
export interface MeterState {
  readonly last: LastFrame;
  readonly counters: Iterable<readonly [id: string, counters: Counters]>;
}

/** What has to be saved at once, so that a restart finds counters that match the booked bytes. */
export interface Unsaved {
  readonly batches: readonly HourBatch[];
  readonly last: LastFrame | undefined;
  readonly changed: ReadonlyMap<string, Counters>;
  readonly gone: ReadonlySet<string>;
}
