import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A file and what is to stand in it. */
export interface NewFile {
  readonly file: string;
  readonly content: string;
}

/**
 * Writes all files or none, each only for its owner (0600, folders 0700). The last one counts as the whole's seal: it
 * comes into being when all others stand. A last file that was there before is kept with `.old` behind its name.
 */
export function writeFiles(files: readonly NewFile[]): void {
  const staged = files.map(({ file, content }) => ({
    file,
    content,
    temporary: `${file}.${randomBytes(4).toString("hex")}.tmp`,
  }));
  try {
    for (const { file, content, temporary } of staged) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, content, { mode: 0o600, flag: "wx" });
    }
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw error;
  }
  const last = staged.at(-1);
  if (last !== undefined && existsSync(last.file)) renameSync(last.file, `${last.file}.old`);
  for (const { file, temporary } of staged) renameSync(temporary, file);
}
