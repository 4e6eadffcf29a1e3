import type { Connection, ConnectionsFrame } from "../../schemas/connection.ts";
import type { Calendar, Slot } from "./calendar.ts";
import type { LedgerSettings } from "./config.ts";
import { type FlowKey, flowKeyOf, isInTotals } from "./flow.ts";

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

export interface MeterOptions {
  readonly calendar: Calendar;
  readonly hosts: LedgerSettings["hosts"];
  /** Frames further apart than this (ms) do not follow each other: the process slept, or the socket hung. */
  readonly maxGapMs: number;
  readonly state?: MeterState | undefined;
}

interface Flow extends FlowKey {
  /** Its row in the batch with this number: the batch itself would live as long as the flow. */
  bytes: FlowBytes | undefined;
  batchNumber: number;
}

interface Tracked extends Counters {
  /** Unknown of a connection that another process counted, until it is seen. */
  flow: Flow | undefined;
  isInTotals: boolean;
  /** The number of the frame that it was last seen in. */
  frame: number;
  isChanged: boolean;
  isSaved: boolean;
}

/** Flows that are kept by name for the next connection of their kind. */
const maxFlows = 50_000;

/** Turns the frames of one core into bytes per hour and flow. Knows no file and no socket. */
export class Meter {
  readonly #options: MeterOptions;
  readonly #tracked = new Map<string, Tracked>();
  readonly #flows = new Map<string, Flow>();
  #last: LastFrame | undefined;
  /** Undefined where the next frame does not follow the last one. */
  #lastAtMs: number | undefined;
  #frame = 0;
  #batches: HourBatch[] = [];
  #batch: HourBatch | undefined;
  /** Grows whenever another batch is filled. */
  #batchNumber = 0;
  readonly #changed = new Map<string, Tracked>();
  readonly #gone = new Set<string>();
  #hasNews = false;
  #upload = new TotalsCheck();
  #download = new TotalsCheck();

  constructor(options: MeterOptions) {
    this.#options = options;
    const { state } = options;
    if (state === undefined) return;
    this.#last = state.last;
    for (const [id, { upload, download }] of state.counters) {
      this.#tracked.set(id, {
        upload,
        download,
        flow: undefined,
        isInTotals: true,
        frame: 0,
        isChanged: false,
        isSaved: true,
      });
    }
  }

  /** Frames are missing between the last one and the next. */
  gap(): void {
    this.#lastAtMs = undefined;
  }

  /** Books what moved since the last frame; `atMs` is the time of this one. */
  onFrame(frame: ConnectionsFrame, atMs: number): void {
    const last = this.#last;
    const sinceMs = this.#lastAtMs === undefined ? Number.NaN : atMs - this.#lastAtMs;
    const follows = sinceMs >= 0 && sinceMs <= this.#options.maxGapMs;
    // The totals fall only when the core begins anew: then nothing of it was booked before.
    const isNewCore =
      last !== undefined && (frame.uploadTotal < last.uploadTotal || frame.downloadTotal < last.downloadTotal);
    const batch = this.#batchAt(atMs);
    if (follows) this.#observe(batch, atMs - sinceMs, atMs);

    const latestStartMs = this.#count(frame.connections ?? [], batch, {
      whole: isNewCore || follows,
      wholeAfterMs: last === undefined || isNewCore ? Number.POSITIVE_INFINITY : last.latestStartMs,
      latestStartMs: last === undefined || isNewCore ? Number.NEGATIVE_INFINITY : last.latestStartMs,
    });
    if (last !== undefined) {
      const isNew = isNewCore || !follows;
      batch.unattributedUpload += this.#upload.settle(frame.uploadTotal - (isNewCore ? 0 : last.uploadTotal), isNew);
      batch.unattributedDownload += this.#download.settle(
        frame.downloadTotal - (isNewCore ? 0 : last.downloadTotal),
        isNew,
      );
    }
    this.#last = { uploadTotal: frame.uploadTotal, downloadTotal: frame.downloadTotal, latestStartMs };
    this.#lastAtMs = atMs;
    this.#hasNews = true;
  }

  /** What has to be saved, until `saved()` says that it is; undefined when there is nothing new. */
  unsaved(): Unsaved | undefined {
    if (!this.#hasNews) return undefined;
    return { batches: this.#batches, last: this.#last, changed: this.#changed, gone: this.#gone };
  }

  saved(): void {
    for (const tracked of this.#changed.values()) {
      tracked.isChanged = false;
      tracked.isSaved = true;
    }
    this.#changed.clear();
    this.#gone.clear();
    this.#batches = [];
    this.#batch = undefined;
    this.#hasNews = false;
    // Open connections hold on to theirs; others are made again when they are needed.
    if (this.#flows.size > maxFlows) this.#flows.clear();
  }

  /** Returns the latest beginning of a connection. */
  #count(
    connections: readonly Connection[],
    batch: HourBatch,
    from: { readonly whole: boolean; readonly wholeAfterMs: number; readonly latestStartMs: number },
  ): number {
    const frame = ++this.#frame;
    let seen = 0;
    let { latestStartMs } = from;
    for (const connection of connections) {
      const { id, upload, download } = connection;
      let tracked = this.#tracked.get(id);
      if (tracked === undefined) {
        const startMs = Date.parse(connection.start);
        if (startMs > latestStartMs) latestStartMs = startMs;
        // A frame lists all that is open: what the last one did not show began after it. Over a gap the core's clock
        // has to agree, as another core may answer now.
        const isWhole = from.whole || startMs > from.wholeAfterMs;
        tracked = this.#track(connection, isWhole ? 0 : upload, isWhole ? 0 : download);
      } else if (tracked.flow === undefined) {
        tracked.flow = this.#flowOf(connection);
        tracked.isInTotals = isInTotals(connection);
      }
      if (tracked.frame !== frame) seen++;
      tracked.frame = frame;
      if (upload !== tracked.upload || download !== tracked.download) this.#book(id, tracked, upload, download, batch);
    }
    if (seen < this.#tracked.size) this.#forgetAllBut(frame);
    return latestStartMs;
  }

  #track(connection: Connection, upload: number, download: number): Tracked {
    const tracked: Tracked = {
      upload,
      download,
      flow: this.#flowOf(connection),
      isInTotals: isInTotals(connection),
      frame: 0,
      isChanged: true,
      isSaved: false,
    };
    this.#tracked.set(connection.id, tracked);
    this.#changed.set(connection.id, tracked);
    this.#gone.delete(connection.id);
    return tracked;
  }

  #book(id: string, tracked: Tracked, upload: number, download: number, batch: HourBatch): void {
    const up = grown(tracked.upload, upload);
    const down = grown(tracked.download, download);
    tracked.upload = upload;
    tracked.download = download;
    if (!tracked.isChanged) {
      tracked.isChanged = true;
      this.#changed.set(id, tracked);
    }
    const { flow } = tracked;
    if (flow === undefined || up + down === 0) return;
    if (flow.batchNumber !== this.#batchNumber || flow.bytes === undefined) {
      flow.batchNumber = this.#batchNumber;
      flow.bytes = { flow, upload: 0, download: 0 };
      batch.rows.push(flow.bytes);
    }
    flow.bytes.upload += up;
    flow.bytes.download += down;
    if (!tracked.isInTotals) return;
    this.#upload.booked += up;
    this.#download.booked += down;
  }

  #forgetAllBut(frame: number): void {
    for (const [id, tracked] of this.#tracked) {
      if (tracked.frame === frame) continue;
      this.#tracked.delete(id);
      this.#changed.delete(id);
      if (tracked.isSaved) this.#gone.add(id);
    }
  }

  #flowOf(connection: Connection): Flow {
    const key = flowKeyOf(connection, this.#options.hosts);
    const name = `${key.device}\n${key.host}\n${key.group}\n${key.node}\n${key.rule}`;
    let flow = this.#flows.get(name);
    if (flow === undefined) {
      flow = { ...key, bytes: undefined, batchNumber: 0 };
      this.#flows.set(name, flow);
    }
    return flow;
  }

  #batchAt(ms: number): HourBatch {
    const slot = this.#options.calendar.slotAt(ms);
    if (this.#batch?.hour === slot.hour) return this.#batch;
    this.#batch = this.#batchOf(slot);
    this.#batchNumber++;
    return this.#batch;
  }

  #batchOf(slot: Slot): HourBatch {
    // Not only the last one: clocks are put back.
    const known = this.#batches.find(({ hour }) => hour === slot.hour);
    if (known !== undefined) return known;
    const batch = { ...slot, rows: [], observedSeconds: 0, unattributedUpload: 0, unattributedDownload: 0 };
    this.#batches.push(batch);
    return batch;
  }

  #observe(batch: HourBatch, fromMs: number, toMs: number): void {
    const hourMs = batch.hour * 1000;
    batch.observedSeconds += (toMs - Math.max(fromMs, hourMs)) / 1000;
    if (fromMs >= hourMs) return;
    this.#batchOf(this.#options.calendar.slotAt(fromMs)).observedSeconds += (hourMs - fromMs) / 1000;
  }
}

/** One direction of the core's totals against what was booked. */
class TotalsCheck {
  /** Booked on connections since the last frame. */
  booked = 0;
  /** Booked before the totals showed it: the core reads both a moment apart. */
  #ahead = 0;

  /** Bytes of no connection, where the totals grew by `growth`. `isNew`: the frame does not follow the last one. */
  settle(growth: number, isNew: boolean): number {
    const rest = growth - this.booked - (isNew ? 0 : this.#ahead);
    this.booked = 0;
    this.#ahead = Math.max(0, -rest);
    if (isNew) this.#ahead = 0;
    return Math.max(0, rest);
  }
}

/** A counter that fell or is beyond what a number holds says nothing. */
function grown(before: number, now: number): number {
  return now > before && now <= Number.MAX_SAFE_INTEGER ? now - before : 0;
}
