import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../client/errors.ts";
import type { Controller } from "../../controller/types.ts";
import { Calendar } from "./calendar.ts";
import { defaultLedgerSettings, type LedgerSettings, type QuotaSettings } from "./config.ts";
import { openDatabase, openDatabaseToRead } from "./database.ts";
import type { DeviceBook } from "./flow.ts";
import { FrameScanner } from "./frame/frame-scanner.ts";
import { lockLedger } from "./lock.ts";
import { Meter } from "./meter.ts";
import { type QuotaState, readQuotas } from "./quotas.ts";
import { prune } from "./retention.ts";
import { LedgerStore } from "./store.ts";
import { readUsage, type Usage, type UsageQuery } from "./usage.ts";

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
  /** How often a frame is wanted (ms); a connection that lived between two frames is unattributed. Default 2 s. */
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

/** Time between two looks at what is too old, in ms. Not at the start: the clock of a small box may be wrong until it has asked the network. */
const pruneMs = 1_800_000;
const defaultFlushMs = 10_000;
const defaultFrameMs = 2000;
/** A frame that is later than so many of its intervals does not follow the last one. */
const maxBeats = 5;

/**
 * Opens the ledger, made if it is not there, brought up to date, set aside if it is damaged.
 * @throws ControllerError `busy` when another process writes it, `unsupported` when a later version wrote it
 */
export function openLedger(options: LedgerOptions): Ledger {
  return new FileLedger(options);
}

/**
 * Opens a ledger to ask it, beside the process that writes it.
 * @throws ControllerError `not-found` where there is none, `unsupported` where another version wrote it
 */
export function openLedgerReader({ file, timeZone, now = Date.now, ...options }: LedgerReaderOptions): LedgerReader {
  const database = openDatabaseToRead(file);
  const calendar = new Calendar(timeZone);
  const opened = (): DatabaseSync => {
    if (!database.isOpen) throw closedError();
    return database;
  };
  return {
    usage: (query) => readUsage(opened(), query, calendar, now()),
    quotas: () => readQuotas(opened(), options.quotas ?? {}, { calendar, nowMs: now(), devices: options.devices }),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

class FileLedger implements Ledger {
  readonly #options: LedgerOptions;
  readonly #settings: LedgerSettings;
  readonly #calendar: Calendar;
  readonly #now: () => number;
  readonly #lock: ReturnType<typeof lockLedger>;
  readonly #database: DatabaseSync;
  readonly #store: LedgerStore;
  readonly #meters = new Map<string, Meter>();
  readonly #leave = new Set<() => void>();
  readonly #timers: readonly NodeJS.Timeout[];
  #isInTrouble = false;
  #isClosed = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#settings = options.settings ?? defaultLedgerSettings;
    this.#calendar = new Calendar(options.timeZone);
    this.#now = options.now ?? Date.now;
    this.#lock = lockLedger(options.file);
    try {
      this.#database = openDatabase({
        file: options.file,
        nowMs: this.#now(),
        onTrouble: (message) => options.onTrouble?.(message),
      });
      this.#store = new LedgerStore(this.#database);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#timers = [
      setInterval(() => this.flush(), options.flushMs ?? defaultFlushMs),
      setInterval(() => this.#prune(), pruneMs),
    ];
  }

  follow({ id, streams }: Pick<Controller, "id" | "streams">): () => void {
    if (this.#meters.has(id)) throw new TypeError(`The ledger follows ${id} already.`);
    const frameMs = this.#options.frameMs ?? defaultFrameMs;
    const meter = new Meter({
      calendar: this.#calendar,
      hosts: this.#settings.hosts,
      devices: this.#options.devices,
      maxGapMs: frameMs * maxBeats,
      state: this.#store.load(id),
    });
    const scanner = new FrameScanner();
    const stopListening = streams.connections(frameMs).onRaw((event) => {
      if (event.kind === "frame") meter.onFrame(scanner.scan(event.frame.bytes) ?? event.frame.parse(), this.#now());
      else meter.gap();
    });
    // Not before: the streams of a closed controller refuse.
    this.#meters.set(id, meter);
    const leave = (): void => {
      if (!this.#leave.delete(leave)) return;
      stopListening();
      this.flush();
      this.#meters.delete(id);
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
    this.#try(() => {
      for (const [id, meter] of this.#meters) {
        const unsaved = meter.unsaved();
        if (unsaved === undefined) continue;
        this.#store.save(id, unsaved);
        meter.saved();
      }
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

  #prune(): void {
    this.#try(() => {
      if (prune(this.#database, this.#settings, this.#calendar, this.#now())) this.#store.forgetIds();
    });
  }

  #try(work: () => void): void {
    try {
      work();
      if (this.#isInTrouble) this.#options.onRecovered?.();
      this.#isInTrouble = false;
    } catch (error) {
      if (!this.#isInTrouble) this.#options.onTrouble?.(troubleText(this.#options.file, error));
      this.#isInTrouble = true;
    }
  }
}

function closedError(): ControllerError {
  return new ControllerError("aborted", "The ledger is closed, so it cannot be asked.");
}

function troubleText(file: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The ledger ${file} cannot be saved (${reason}): what is counted stays in memory and is tried again.`;
}
