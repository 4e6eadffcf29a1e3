import type { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import { Calendar } from "../time/calendar.ts";
import { openDatabaseToRead } from "../store/database.ts";
import { readQuotas } from "./quotas.ts";
import type { LedgerReader, LedgerReaderOptions } from "../types.ts";
import { readUsage } from "./usage.ts";

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

/** What a ledger that was let go says to every question. */
export function closedError(): ControllerError {
  return new ControllerError("aborted", "The ledger is closed, so it cannot be asked.");
}
