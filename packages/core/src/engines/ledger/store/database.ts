import { existsSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import { Calendar } from "../time/calendar.ts";
import { migrations } from "./migrations.table.ts";
import { createPrivateFile } from "./private-file.ts";

export interface OpenDatabaseOptions {
  readonly file: string;
  readonly nowMs: number;
  /** Of the days that an old file holds: IANA name; default: the system's. */
  readonly timeZone?: string | undefined;
  /** Told in one sentence when a file that is broken was set aside. */
  onTrouble(message: string): void;
}

/** A writer may wait for nobody but a backup, and stops the whole process while it does; a reader has time. */
const writerPatience = "PRAGMA busy_timeout = 250";
const readerPatience = "PRAGMA busy_timeout = 5000";

const noonMs = 12 * 3_600_000;

/** SQLite's own numbers for a file that is damaged, and for one that is no database. */
const brokenCodes = new Set([11, 26]);

/**
 * Opens the ledger for writing and brings it to the present version. A file that cannot be read is set aside, as
 * counting on is worth more than a stop; nothing is deleted.
 */
export function openDatabase(options: OpenDatabaseOptions): DatabaseSync {
  try {
    return openAndMigrate(options);
  } catch (error) {
    if (!isBroken(error)) throw error;
    const aside = `${options.file}.broken-${options.nowMs}`;
    for (const suffix of ["", "-wal", "-shm"]) {
      if (existsSync(options.file + suffix)) renameSync(options.file + suffix, aside + suffix);
    }
    options.onTrouble(`The ledger ${options.file} was damaged and is now ${aside}; counting begins anew.`);
    return openAndMigrate(options);
  }
}

/** @throws ControllerError `not-found` or `unsupported` */
export function openDatabaseToRead(file: string): DatabaseSync {
  if (!existsSync(file))
    throw new ControllerError("not-found", `There is no ledger ${file} yet: it is made by \`pointsman run\`.`);
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec(readerPatience);
  const version = versionOf(database);
  if (version === migrations.length) return database;
  database.close();
  throw wrongVersion(file, version, migrations.length);
}

function openAndMigrate({ file, timeZone }: OpenDatabaseOptions): DatabaseSync {
  createPrivateFile(file);
  // A foreign key would cost a walk through all hours for each flow that is dropped.
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  try {
    database.exec(writerPatience);
    // Read first: of a damaged file nothing may be changed.
    const version = versionOf(database);
    if (version === 0) database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    // With a write-ahead log a process that is killed loses nothing that was committed; a power cut may lose the last flush.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    let calendar: Calendar | undefined;
    // At noon, so that a zone that was changed since does not lead into the next month.
    database.function("month_of", { deterministic: true }, (day) => {
      calendar ??= new Calendar(timeZone);
      return calendar.monthOf(Number(day) * 1000 + noonMs);
    });
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Runs what is missing of `steps`, each in a transaction together with its number.
 * @throws ControllerError `unsupported` where the file is of a later version
 */
export function migrate(database: DatabaseSync, file: string, steps: readonly string[]): void {
  const version = versionOf(database);
  if (version > steps.length) throw wrongVersion(file, version, steps.length);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    inTransaction(database, () => database.exec(`${step}; PRAGMA user_version = ${index + 1}`));
  }
}

/** All or nothing. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // On some errors, such as a full disk, SQLite has rolled back already.
    }
    throw error;
  }
}

/** All that `work` reads is of one moment, whatever another process writes meanwhile. */
export function inReadTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN");
  try {
    return work();
  } finally {
    database.exec("COMMIT");
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function wrongVersion(file: string, found: number, known: number): ControllerError {
  const what = found > known ? "a later" : "an earlier";
  const mend = found > known ? "update pointsman" : "start `pointsman run` once, which brings it up to date";
  return new ControllerError("unsupported", `The ledger ${file} was written by ${what} version: ${mend}.`, {
    reason: "ledger-version",
  });
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && brokenCodes.has(Number(error.errcode) & 0xff);
}
