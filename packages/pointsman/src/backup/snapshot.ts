import { existsSync } from "node:fs";
import { chmod, mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TarEntry } from "./tar.ts";

/** What is no state but a sign of work: locks, journals, what was set aside, and what restores left. */
const transient = /(^|\/)\.|(^|\/)lock$|\.lock$|-(wal|shm|journal)$|\.(tmp|new|damaged)$|\.broken-\d+/;

/**
 * Copies a state as it is at this moment, while an app may work with it: databases by SQLite itself, records up to their
 * last whole line.
 * @param target A folder of the caller's own, empty.
 * @returns the copies, with their names relative to the state's folder
 */
export async function snapshotState(folder: string, target: string): Promise<TarEntry[]> {
  if (!existsSync(folder)) return [];
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = all
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((name) => !transient.test(name))
    .sort();
  const entries: TarEntry[] = [];
  for (const name of names) {
    const copy = path.join(target, name);
    await mkdir(path.dirname(copy), { recursive: true, mode: 0o700 });
    await copyOf(path.join(folder, name), copy);
    entries.push({ name, file: copy });
  }
  return entries;
}

async function copyOf(source: string, copy: string): Promise<void> {
  if (await isDatabase(source)) {
    copyDatabase(source, copy);
    await chmod(copy, 0o600);
    return;
  }
  const bytes = await readFile(source);
  // The writer of a record may be in the middle of a line.
  const whole = source.endsWith(".jsonl") ? bytes.subarray(0, bytes.lastIndexOf(10) + 1) : bytes;
  await writeFile(copy, whole, { mode: 0o600 });
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString("latin1", 0, bytesRead) === "SQLite format 3\0";
  } finally {
    await handle.close();
  }
}

/** One consistent picture of a database that somebody may be writing. */
function copyDatabase(source: string, copy: string): void {
  const database = new DatabaseSync(source, { readOnly: true });
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    database.prepare("VACUUM INTO ?").run(copy);
  } finally {
    database.close();
  }
}
