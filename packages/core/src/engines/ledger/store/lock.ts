import { DatabaseSync } from "node:sqlite";
import { ControllerError } from "../../../client/errors.ts";
import { createPrivateFile } from "./private-file.ts";

/** Held while a process writes a ledger. */
export interface LedgerLock {
  release(): void;
}

/**
 * Lets one process at a time write a ledger. The lock is one of the operating system's on a file beside it, so that it
 * falls with its process however that ends, and no stale number of a process has to be judged.
 * @throws ControllerError `busy`
 */
export function lockLedger(file: string): LedgerLock {
  const lockFile = `${file}.lock`;
  createPrivateFile(lockFile);
  const database = new DatabaseSync(lockFile);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw new ControllerError("busy", `Another process writes the ledger ${file}: stop it, or use another state-dir.`, {
      reason: "ledger-locked",
      cause: error,
    });
  }
  return { release: () => database.close() };
}
