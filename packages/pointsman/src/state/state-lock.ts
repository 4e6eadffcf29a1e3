import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ControllerError } from "@pointsman/core";

/** Held while a process works with the state. */
export interface StateLock extends Disposable {
  release(): void;
}

/** Its name in the `state-dir`. */
const lockName = "lock";

/**
 * Lets one process at a time work with a state. The operating system keeps the lock, through SQLite, so it falls with
 * its process however that ends.
 * @throws ControllerError `busy`
 */
export function lockState(folder: string): StateLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, lockName);
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file);
  try {
    // Patient with whoever only asks.
    database.exec(
      "PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE",
    );
  } catch (error) {
    database.close();
    throw new ControllerError("busy", `Another pointsman works with the state in ${folder}: stop it first.`, {
      reason: "state-locked",
      cause: error,
    });
  }
  let isHeld = true;
  const release = (): void => {
    if (isHeld) database.close();
    isHeld = false;
  };
  return { release, [Symbol.dispose]: release };
}

/** Whether somebody works with the state now. Asks without taking the lock for longer than the question. */
export function isStateLocked(folder: string): boolean {
  const file = path.join(folder, lockName);
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { readOnly: true });
  } catch {
    // Nobody has made it yet.
    return false;
  }
  try {
    // Any read needs a shared lock, which the holder's exclusive one does not leave.
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}
