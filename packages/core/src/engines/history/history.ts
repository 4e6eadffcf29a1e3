import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../client/errors.ts";
import { Saving } from "../ledger/store/saving.ts";
import { Calendar } from "../ledger/time/calendar.ts";
import { fileIdentity, openHistoryDatabase, openHistoryDatabaseToRead } from "./database.ts";
import { type Recorded, Recorder } from "./recorder.ts";
import { type HistorySeries, readSeries, type SeriesQuery } from "./series.ts";
import { Slots } from "./slots.ts";
import { HistoryStore } from "./store.ts";

export interface HistoryReaderOptions {
  /** Path of `ledger.db`, whose file the curves share. */
  readonly file: string;
  /** IANA name (config key `time-zone`), for moments such as `today`; default: the system's. */
  readonly timeZone?: string;
  /** Replaced in tests; ms. */
  readonly now?: () => number;
}

export interface HistoryOptions extends HistoryReaderOptions {
  /** Told in one sentence what went wrong and that drawing goes on; once per trouble, not per try. */
  readonly onTrouble?: (message: string) => void;
  /** Told once when saving works again after `onTrouble`. */
  readonly onRecovered?: () => void;
  /** How often delays are taken down, in ms; every third time what was measured is saved. Default 20 s. */
  readonly tickMs?: number;
}

/** Answers from curves that another process may be drawing. */
export interface HistoryReader {
  /** @throws ControllerError `invalid-input`, `not-found` for a group that was never drawn, `aborted` once it is closed */
  series(query: SeriesQuery): HistorySeries;
  close(): void;
}

/** How the last 90 days went: traffic, memory, connections and delays of each controller, in the ledger's file. */
export interface History extends HistoryReader {
  /** Draws this controller until the returned function is called. */
  follow(controller: Recorded): () => void;
  /** Saves what was measured since the last time. Never throws; what cannot be saved is kept for an hour and tried again. */
  flush(): void;
  /** Saves, and lets the file go. Idempotent. */
  close(): void;
}

const defaultTickMs = 20_000;
const ticksPerFlush = 3;
/** Flushes between two looks at what is too much. */
const flushesPerPrune = 30;

/**
 * Opens the curves. To be opened after the ledger of the same file, which judges whether the file is sound.
 * @throws ControllerError `unsupported` when a later version wrote it
 */
export function openHistory(options: HistoryOptions): History {
  return new FileHistory(options);
}

/**
 * Opens the curves to ask for them, beside the process that draws them.
 * @throws ControllerError `not-found` where there are none, `unsupported` where another version drew them
 */
export function openHistoryReader({ file, timeZone, now = Date.now }: HistoryReaderOptions): HistoryReader {
  const database = openHistoryDatabaseToRead(file);
  const calendar = new Calendar(timeZone);
  let isClosed = false;
  return {
    series: (query) => {
      if (isClosed) throw closedError();
      return readSeries(database, query, calendar, now());
    },
    close: () => {
      if (!isClosed) database.close();
      isClosed = true;
    },
  };
}

interface OpenFile {
  readonly database: DatabaseSync;
  readonly store: HistoryStore;
  readonly identity: string | undefined;
}

class FileHistory implements History {
  readonly #options: HistoryOptions;
  readonly #calendar: Calendar;
  readonly #now: () => number;
  readonly #saving: Saving;
  readonly #slots = new Slots();
  readonly #recorders = new Map<string, Recorder>();
  readonly #timer: NodeJS.Timeout;
  #file: OpenFile;
  #ticks = 0;
  #isClosed = false;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#saving = new Saving({
      ...options,
      trouble: (reason) =>
        `The curves in ${options.file} cannot be saved (${reason}): the last hour stays in memory and is tried again.`,
    });
    this.#calendar = new Calendar(options.timeZone);
    this.#now = options.now ?? Date.now;
    this.#file = this.#open();
    this.#timer = setInterval(() => this.#tick(), options.tickMs ?? defaultTickMs);
    this.#timer.unref();
  }

  follow(controller: Recorded): () => void {
    if (this.#recorders.has(controller.id)) throw new TypeError(`The history follows ${controller.id} already.`);
    const recorder = new Recorder(controller, this.#slots, this.#now);
    this.#recorders.set(controller.id, recorder);
    return () => {
      recorder.stop();
      if (this.#recorders.get(controller.id) === recorder) this.#recorders.delete(controller.id);
    };
  }

  series(query: SeriesQuery): HistorySeries {
    if (this.#isClosed) throw closedError();
    this.flush();
    return readSeries(this.#file.database, query, this.#calendar, this.#now());
  }

  flush(): void {
    if (this.#isClosed) return;
    this.#saving.try(() => {
      this.#useFileInPlace();
      if (this.#slots.isEmpty) return;
      this.#file.store.save(this.#slots);
      this.#slots.saved();
    });
  }

  close(): void {
    if (this.#isClosed) return;
    clearInterval(this.#timer);
    for (const recorder of this.#recorders.values()) recorder.stop();
    this.#recorders.clear();
    this.flush();
    this.#isClosed = true;
    this.#file.database.close();
  }

  #tick(): void {
    for (const recorder of this.#recorders.values()) recorder.tick();
    this.#ticks++;
    if (this.#ticks % ticksPerFlush !== 0) return;
    this.flush();
    if (this.#ticks % (ticksPerFlush * flushesPerPrune) === 0)
      this.#saving.try(() => this.#file.store.prune(this.#now()));
  }

  #open(): OpenFile {
    const { file, onTrouble, timeZone } = this.#options;
    const database = openHistoryDatabase({
      file,
      nowMs: this.#now(),
      timeZone,
      onTrouble: (message) => onTrouble?.(message),
    });
    return { database, store: new HistoryStore(database), identity: fileIdentity(file) };
  }

  /** The ledger may have set a broken file aside, and a restored one may have taken its place. */
  #useFileInPlace(): void {
    if (fileIdentity(this.#options.file) === this.#file.identity) return;
    const next = this.#open();
    this.#file.database.close();
    this.#file = next;
  }
}

function closedError(): ControllerError {
  return new ControllerError("aborted", "The history is closed, so it cannot be asked.");
}
