import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../client/errors.ts";
import { inTransaction, openDatabase, openDatabaseToRead, type OpenDatabaseOptions } from "../ledger/store/database.ts";
import { historyMigrations } from "./migrations.table.ts";

/**
 * Opens the ledger's file for the curves, and brings their part of it up to date.
 * @throws ControllerError `unsupported` where a later version wrote it
 */
export function openHistoryDatabase(options: OpenDatabaseOptions): DatabaseSync {
  const database = openDatabase(options);
  try {
    migrateHistory(database, options.file, historyMigrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws ControllerError `not-found` where nothing was drawn yet, `unsupported` where another version wrote it */
export function openHistoryDatabaseToRead(file: string): DatabaseSync {
  const database = openDatabaseToRead(file);
  try {
    const version = hasVersions(database) ? versionOf(database) : 0;
    if (version === historyMigrations.length) return database;
    throw version === 0
      ? new ControllerError("not-found", `There are no curves in ${file} yet: they are drawn by \`pointsman run\`.`)
      : wrongVersion(file, version);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs what is missing of `steps`, each in a transaction together with its number. */
export function migrateHistory(database: DatabaseSync, file: string, steps: readonly string[]): void {
  database.exec("CREATE TABLE IF NOT EXISTS engine_versions (engine TEXT PRIMARY KEY, version INTEGER NOT NULL)");
  const version = versionOf(database);
  if (version > steps.length) throw wrongVersion(file, version);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.prepare("INSERT OR REPLACE INTO engine_versions VALUES ('history', ?)").run(index + 1);
    });
  }
}

/** Tells one file from another of the same name: a broken one is set aside, a restored one takes its place. */
export function fileIdentity(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

function hasVersions(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'engine_versions'").get() !== undefined;
}

function versionOf(database: DatabaseSync): number {
  return Number(
    database.prepare("SELECT version FROM engine_versions WHERE engine = 'history'").get()?.["version"] ?? 0,
  );
}

function wrongVersion(file: string, version: number): ControllerError {
  const isLater = version > historyMigrations.length;
  const mend = isLater ? "update pointsman" : "start `pointsman run` once, which brings them up to date";
  const sentence = `The curves in ${file} were written by ${isLater ? "a later" : "an earlier"} version: ${mend}.`;
  return new ControllerError("unsupported", sentence, { reason: "history-version" });
}
