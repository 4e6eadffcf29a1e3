import type { TextFile } from "@pointsman/core/state";

export interface KeptFileOptions<State> {
  /** Undefined: nothing outlives the process. */
  readonly file: TextFile | undefined;
  /** What it holds, as it stands in a sentence: "what is retained". */
  readonly what: string;
  readonly read: (text: string) => State | "damaged" | "later";
  /** The state as it is now. */
  readonly write: () => string;
  readonly warn: (sentence: string) => void;
  /** From a change to the file, ms. Default 1,000. */
  readonly saveAfterMs?: number | undefined;
}

/** A memory that outlives the process, saved a moment after it changed. Trouble with its file is said once, and ends nothing. */
export class KeptFile<State> {
  readonly #options: KeptFileOptions<State>;
  #file: TextFile | undefined;
  #saved: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isInTrouble = false;

  constructor(options: KeptFileOptions<State>) {
    this.#options = options;
    this.#file = options.file;
  }

  /** What an earlier life left; undefined where there is none that can be read. */
  load(): State | undefined {
    const { what, read, warn } = this.#options;
    try {
      const text = this.#file?.load();
      if (text === undefined) return undefined;
      const state = read(text);
      if (state === "later") {
        this.#file = undefined;
        warn(`the memory of ${what} was written by a later version: it stays as it is, and is not used`);
      } else if (state === "damaged") {
        this.#file?.setAside();
        warn(`the memory of ${what} is damaged and was put aside: it starts anew`);
      } else {
        this.#saved = text;
        return state;
      }
    } catch (error) {
      warn(`the memory of ${what} cannot be read (${codeOf(error)}): it starts anew`);
    }
    return undefined;
  }

  /** The state is another one. */
  changed(): void {
    if (this.#file === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#save();
    }, this.#options.saveAfterMs ?? 1000).unref();
  }

  /** Saves what is not saved yet. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#save();
  }

  #save(): void {
    if (this.#file === undefined) return;
    const { what, write, warn } = this.#options;
    const text = write();
    if (text === this.#saved) return;
    try {
      this.#file.save(text);
      this.#saved = text;
      this.#isInTrouble = false;
    } catch (error) {
      if (!this.#isInTrouble) warn(`the memory of ${what} cannot be saved (${codeOf(error)})`);
      this.#isInTrouble = true;
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "an unknown reason";
}
