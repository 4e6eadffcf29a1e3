import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A small text of the state-dir that is replaced as a whole. */
export interface TextFile {
  /** Undefined where it was never saved. Throws what the file system says. */
  load(): string | undefined;
  /** A cut power line leaves the old text or the new one, never half of it. Throws what the file system says. */
  save(text: string): void;
  /** Keeps it as `….damaged`, the name that it answers, in place of an earlier one. Throws what the file system says. */
  setAside(): string;
}

/** A text file for its owner alone. */
export function textFile(file: string): TextFile {
  return {
    load() {
      try {
        return readFileSync(file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    save(text) {
      const next = openSync(`${file}.new`, "w", 0o600);
      try {
        writeFileSync(next, text);
        fsyncSync(next);
      } finally {
        closeSync(next);
      }
      renameSync(`${file}.new`, file);
    },
    setAside() {
      const aside = `${file}.damaged`;
      renameSync(file, aside);
      return path.basename(aside);
    },
  };
}
