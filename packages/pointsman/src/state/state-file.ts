import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A small text of the state-dir that is replaced as a whole. */
export interface TextFile {
  /** Undefined where it was never saved. Throws what the file system says. */
  load(): string | undefined;
  /** A cut power line leaves the old text or the new one, never half of it. Throws what the file system says. */
  save(text: string): void;
  /** Puts a damaged text out of the way, as `….damaged` beside it. Throws what the file system says. */
  setAside(): void;
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
    setAside: () => renameSync(file, `${file}.damaged`),
  };
}
