import type { LedgerSettings } from "../config.ts";
import type { MeteredConnection, MeteredFrame, OpenConnections, Route } from "../frame/metered.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Counters, HourBatch, LastFrame, MeterState, Unsaved } from "./counted.ts";
import { type DeviceBook, deviceOf, flowKeyOf, isInTotals } from "./flow.ts";
import { HourBatches } from "./hour-batches.ts";
import { TotalsCheck } from "./totals-check.ts";
import { type Flow, TrackedConnections } from "./tracked-connections.ts";

export interface MeterOptions {
  readonly calendar: Calendar;
  readonly hosts: LedgerSettings["hosts"];
  readonly devices?: DeviceBook | undefined;
  /** Frames further apart than this (ms) do not follow each other: the process slept, or the socket hung. */
  readonly maxGapMs: number;
  readonly state?: MeterState | undefined;
}

/** Flows that are kept by name for the next connection of their kind. */
const maxFlows = 5000;

/** From where on a connection that is seen for the first time counts whole. */
interface Since {
  readonly whole: boolean;
  readonly wholeAfterMs: number;
  readonly latestStartMs: number;
}

/** Turns the frames of one core into bytes per hour and flow. Knows no file and no socket. */
export class Meter {
  readonly #options: MeterOptions;
  readonly #tracked = new TrackedConnections();
  /** What another process counted, until the first frame tells which of it is still open. */
  readonly #restored: Map<string, Counters>;
  readonly #flows = new Map<string, Flow>();
  /** The same by what is at hand of a new connection. */
  #flowsByRoute = new WeakMap<Route, Map<string, Flow>>();
  #last: LastFrame | undefined;
  /** Undefined where the next frame does not follow the last one. */
  #lastAtMs: number | undefined;
  #frame = 0;
  readonly #batches: HourBatches;
  #hasNews = false;
  readonly #upload = new TotalsCheck();
  readonly #download = new TotalsCheck();

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#batches = new HourBatches(options.calendar);
    this.#last = options.state?.last;
    this.#restored = new Map(options.state?.counters);
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

    const latestStartMs = this.#count(frame.open, batch, {
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
    const { changed, gone } = this.#tracked;
    return { batches: this.#batches.all, last: this.#last, changed, gone };
  }

  saved(): void {
    this.#tracked.saved();
    this.#batches.clear();
    this.#hasNews = false;
    // Open connections hold on to theirs; others are made again when they are needed.
    if (this.#flows.size <= maxFlows) return;
    this.#flows.clear();
    this.#flowsByRoute = new WeakMap();
  }

  /** Returns the latest beginning of a connection. */
  #count(open: OpenConnections, batch: HourBatch, since: Since): number {
    const tracked = this.#tracked;
    const frame = ++this.#frame;
    const { order, count, serials, upload, download } = open;
    tracked.fit(serials.length);
    let { latestStartMs } = since;
    for (let index = 0; index < count; index++) {
      const slot = order[index] as number;
      const up = upload[slot] as number;
      const down = download[slot] as number;
      if (tracked.serials[slot] !== serials[slot]) {
        const about = open.about(slot);
        this.#track(slot, serials[slot] as number, about, { upload: up, download: down }, since);
        if (about.startMs > latestStartMs) latestStartMs = about.startMs;
      }
      tracked.seenIn[slot] = frame;
      if (up !== tracked.upload[slot] || down !== tracked.download[slot]) this.#book(slot, up, down, batch);
    }
    if (count < tracked.size) tracked.forgetAllBut(frame);
    for (const id of this.#restored.keys()) tracked.forget(id);
    this.#restored.clear();
    return latestStartMs;
  }

  #track(slot: number, serial: number, about: MeteredConnection, now: Counters, since: Since): void {
    const { id, route, startMs } = about;
    const restored = this.#restored.get(id);
    this.#restored.delete(id);
    // A frame lists all that is open: what the last one did not show began after it. Over a gap the core's clock has to
    // agree, as another core may answer now.
    const isWhole = since.whole || startMs > since.wholeAfterMs;
    const one = {
      id,
      serial,
      flow: this.#flowOf(about),
      isInTotals: isInTotals(route),
      isSaved: restored !== undefined,
    };
    this.#tracked.add(slot, one, restored ?? (isWhole ? { upload: 0, download: 0 } : now));
  }

  #book(slot: number, upload: number, download: number, batch: HourBatch): void {
    const tracked = this.#tracked;
    const up = grownBy(tracked.upload[slot] as number, upload);
    const down = grownBy(tracked.download[slot] as number, download);
    tracked.upload[slot] = upload;
    tracked.download[slot] = download;
    tracked.change(slot);
    const flow = tracked.flows[slot];
    if (flow === undefined || up + down === 0) return;
    if (flow.batchNumber !== this.#batches.number || flow.bytes === undefined) {
      flow.batchNumber = this.#batches.number;
      flow.bytes = { flow, upload: 0, download: 0 };
      batch.rows.push(flow.bytes);
    }
    flow.bytes.upload += up;
    flow.bytes.download += down;
    if (!tracked.isInTotals(slot)) return;
    this.#upload.booked += up;
    this.#download.booked += down;
  }

  #flowOf(about: MeteredConnection): Flow {
    const { route } = about;
    const device = deviceOf(about, this.#options.devices);
    let byDevice = this.#flowsByRoute.get(route);
    if (byDevice === undefined) {
      byDevice = new Map();
      this.#flowsByRoute.set(route, byDevice);
    }
    let flow = byDevice.get(device);
    if (flow === undefined) {
      flow = this.#flowNamed(route, device);
      byDevice.set(device, flow);
    }
    return flow;
  }

  #flowNamed(route: Route, device: string): Flow {
    const key = flowKeyOf(route, device, this.#options.hosts);
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
function grownBy(before: number, now: number): number {
  return now > before && now <= Number.MAX_SAFE_INTEGER ? now - before : 0;
}
