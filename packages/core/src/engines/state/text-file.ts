import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where a state text is kept. `save` replaces the whole text at once, so that a crash leaves the old or the new one. */
export interface StateFile {
  /** Undefined where nothing was saved yet. May throw. */
  load(): string | undefined;
  /** May throw. */
  save(text: string): void;
  /** Keeps what is there under another name, which it answers: nobody's damaged text is written over. May throw. */
  setAside?(): string;
}

/** A state text in the file system, whose errors it throws. Aside it is `….damaged`, in place of an earlier one. */
export type TextFile = Required<StateFile>;

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
