import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder of our own under the system's temporary folder, and the way to be rid of it. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Folders that must not outlive this process, also when a test run is cut short. */
const present = new Set<string>();
process.on("exit", () => {
  for (const folder of present) rmSync(folder, { recursive: true, force: true });
});

/** Makes the folder; `name` shows in its name, so that a leftover tells where it came from. */
export function makeTemporaryFolder(name: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `pointsman-${name}-`));
  present.add(folder);
  return {
    path: folder,
    remove() {
      // A program that was just killed may still be writing its last file.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      present.delete(folder);
    },
  };
}
