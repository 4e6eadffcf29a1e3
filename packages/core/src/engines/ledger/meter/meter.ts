import type { Calendar } from "../time/calendar.ts";
import type { LedgerSettings } from "../config.ts";
import type { Counters, FlowBytes, HourBatch, LastFrame, MeterState, Unsaved } from "./counted.ts";
import { type DeviceBook, type FlowKey, flowKeyOf, isInTotals } from "./flow.ts";
import type { MeteredConnection, MeteredFrame } from "../frame/metered.ts";
import { HourBatches } from "./hour-batches.ts";
import { TotalsCheck } from "./totals-check.ts";

export interface MeterOptions {
  readonly calendar: Calendar;
  readonly hosts: LedgerSettings["hosts"];
  readonly devices?: DeviceBook | undefined;
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
const maxFlows = 5000;

/** Turns the frames of one core into bytes per hour and flow. Knows no file and no socket. */
export class Meter {
  readonly #options: MeterOptions;
  readonly #tracked = new Map<string, Tracked>();
  readonly #flows = new Map<string, Flow>();
  #last: LastFrame | undefined;
  /** Undefined where the next frame does not follow the last one. */
  #lastAtMs: number | undefined;
  #frame = 0;
  readonly #batches: HourBatches;
  readonly #changed = new Map<string, Tracked>();
  readonly #gone = new Set<string>();
  #hasNews = false;
  readonly #upload = new TotalsCheck();
  readonly #download = new TotalsCheck();

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#batches = new HourBatches(options.calendar);
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
  onFrame(frame: MeteredFrame, atMs: number): void {
    const last = this.#last;
    const sinceMs = this.#lastAtMs === undefined ? Number.NaN : atMs - this.#lastAtMs;
    const follows = sinceMs >= 0 && sinceMs <= this.#options.maxGapMs;
    // The totals fall only when the core begins anew: then nothing of it was booked before.
    const isNewCore =
      last !== undefined && (frame.uploadTotal < last.uploadTotal || frame.downloadTotal < last.downloadTotal);
    const batch = this.#batches.at(atMs);
    if (follows) this.#batches.observe(atMs - sinceMs, atMs);

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
    return { batches: this.#batches.all, last: this.#last, changed: this.#changed, gone: this.#gone };
  }

  saved(): void {
    for (const tracked of this.#changed.values()) {
      tracked.isChanged = false;
      tracked.isSaved = true;
    }
    this.#changed.clear();
    this.#gone.clear();
    this.#batches.clear();
    this.#hasNews = false;
    // Open connections hold on to theirs; others are made again when they are needed.
    if (this.#flows.size > maxFlows) this.#flows.clear();
  }

  /** Returns the latest beginning of a connection. */
  #count(
    connections: readonly MeteredConnection[],
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

  #track(connection: MeteredConnection, upload: number, download: number): Tracked {
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
    if (flow.batchNumber !== this.#batches.number || flow.bytes === undefined) {
      flow.batchNumber = this.#batches.number;
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

  #flowOf(connection: MeteredConnection): Flow {
    const key = flowKeyOf(connection, this.#options.hosts, this.#options.devices);
    const name = `${key.device}\n${key.host}\n${key.group}\n${key.node}\n${key.rule}\n${key.provider}`;
    let flow = this.#flows.get(name);
    if (flow === undefined) {
      flow = { ...key, bytes: undefined, batchNumber: 0 };
      this.#flows.set(name, flow);
    }
    return flow;
  }
}

/** A counter that fell or is beyond what a number holds says nothing. */
function grown(before: number, now: number): number {
  return now > before && now <= Number.MAX_SAFE_INTEGER ? now - before : 0;
}
