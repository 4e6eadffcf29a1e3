import type { DatabaseSync } from "node:sqlite";
import type { Controller } from "../../controller/types.ts";
import { Calendar } from "./time/calendar.ts";
import { defaultLedgerSettings, type LedgerSettings } from "./config.ts";
import { openDatabase } from "./store/database.ts";
import { Followed } from "./followed.ts";
import { lockLedger } from "./store/lock.ts";
import { Meter } from "./meter/meter.ts";
import { type QuotaState, readQuotas } from "./query/quotas.ts";
import { packDays } from "./store/day-packs.ts";
import { prune } from "./store/retention.ts";
import { Saving } from "./store/saving.ts";
import { closedError } from "./query/reader.ts";
import { LedgerStore } from "./store/store.ts";
import type { Ledger, LedgerOptions } from "./types.ts";
import type { Usage, UsageQuery } from "./query/types.ts";
import { readUsage } from "./query/usage.ts";

/** Time between two looks at what is too old, in ms. Not at the start: the clock of a small box may be wrong until it has asked the network. */
const pruneMs = 1_800_000;
/** So many days are packed at once, each of which takes a few ms. */
const daysPerFlush = 8;
const defaultFlushMs = 10_000;
/** The slowest pace of frames; one that is later than so many of its intervals does not follow the last one. */
const slowestFrameMs = 2000;
const maxBeats = 5;

/**
 * Opens the ledger, made if it is not there, brought up to date, set aside if it is damaged.
 * @throws ControllerError `busy` when another process writes it, `unsupported` when a later version wrote it
 */
export function openLedger(options: LedgerOptions): Ledger {
  return new FileLedger(options);
}

class FileLedger implements Ledger {
  readonly #options: LedgerOptions;
  readonly #settings: LedgerSettings;
  readonly #calendar: Calendar;
  readonly #now: () => number;
  readonly #saving: Saving;
  readonly #lock: ReturnType<typeof lockLedger>;
  readonly #database: DatabaseSync;
  readonly #store: LedgerStore;
  readonly #followed = new Map<string, Followed>();
  readonly #leave = new Set<() => void>();
  readonly #timers: readonly NodeJS.Timeout[];
  /** All days before it are packed. */
  #packedBefore: number | undefined;
  #isClosed = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#saving = new Saving({
      ...options,
      trouble: (reason) =>
        `The ledger ${options.file} cannot be saved (${reason}): what is counted stays in memory and is tried again.`,
    });
    this.#settings = options.settings ?? defaultLedgerSettings;
    this.#calendar = new Calendar(options.timeZone);
    this.#now = options.now ?? Date.now;
    this.#lock = lockLedger(options.file);
    try {
      this.#database = openDatabase({
        file: options.file,
        nowMs: this.#now(),
        timeZone: options.timeZone,
        onTrouble: (message) => options.onTrouble?.(message),
      });
      this.#store = new LedgerStore(this.#database);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#timers = [
      setInterval(() => this.#beat(), options.flushMs ?? defaultFlushMs),
      setInterval(() => this.#prune(), pruneMs),
    ];
  }

  follow({ id, streams }: Pick<Controller, "id" | "streams">): () => void {
    if (this.#followed.has(id)) throw new TypeError(`The ledger follows ${id} already.`);
    const { devices, frameMs } = this.#options;
    const meter = new Meter({
      calendar: this.#calendar,
      hosts: this.#settings.hosts,
      devices,
      maxGapMs: (frameMs ?? slowestFrameMs) * maxBeats,
      state: this.#store.load(id),
    });
    const followed = new Followed({ streams, meter, now: this.#now, frameMs });
    // Not before: the streams of a closed controller refuse.
    this.#followed.set(id, followed);
    const leave = (): void => {
      if (!this.#leave.delete(leave)) return;
      followed.stop();
      this.flush();
      this.#followed.delete(id);
    };
    this.#leave.add(leave);
    return leave;
  }

  usage(query: UsageQuery): Usage {
    if (this.#isClosed) throw closedError();
    this.flush();
    return readUsage(this.#database, query, this.#calendar, this.#now());
  }

  quotas(): readonly QuotaState[] {
    if (this.#isClosed) throw closedError();
    this.flush();
    const { quotas = {}, devices } = this.#options;
    return readQuotas(this.#database, quotas, { calendar: this.#calendar, nowMs: this.#now(), devices });
  }

  flush(): void {
    if (this.#isClosed) return;
    this.#saving.try(() => {
      for (const [id, { meter }] of this.#followed) {
        const unsaved = meter.unsaved();
        if (unsaved === undefined) continue;
        this.#store.save(id, unsaved);
        meter.saved();
      }
      this.#packDays();
    });
  }

  close(): void {
    if (this.#isClosed) return;
    for (const leave of this.#leave) leave();
    this.flush();
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#database.close();
    this.#lock.release();
  }

  #beat(): void {
    this.flush();
    for (const followed of this.#followed.values()) followed.keepPace();
  }

  /** Once a day, and a few at a time: a file of an earlier version has them all. */
  #packDays(): void {
    const { day: today } = this.#calendar.slotAt(this.#now());
    if (today !== this.#packedBefore && !packDays(this.#database, today, daysPerFlush)) this.#packedBefore = today;
  }

  #prune(): void {
    this.#saving.try(() => {
      if (prune(this.#database, this.#settings, this.#calendar, this.#now())) this.#store.forgetIds();
    });
  }
}
