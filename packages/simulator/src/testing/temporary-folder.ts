import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder of our own under the system's temporary folder, and the way to be rid of it. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Makes the folder; `name` shows in its name, so that a leftover tells where it came from. */
export function makeTemporaryFolder(name: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `pointsman-${name}-`));
  // A program that was just killed may still be writing its last file.
  return {
    path: folder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}
