import { z } from "zod";
import type { StateFile } from "../state/text-file.ts";

/** One operation as it was done: enough to know the way back from it, and whether it still stands. Plain data. */
export interface DoneStep {
  /** Operation id. */
  readonly operation: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** One change that can be put back, as it is kept. */
export interface UndoRecord {
  /** The operation that made the change. */
  readonly operation: string;
  /** Its steps, in the order in which they are put back; an operation that is not made of others is its own step. */
  readonly done: readonly DoneStep[];
}

/** Keeps what can be put back beyond the end of the process; an `UndoBook` is one. */
export interface UndoEngine {
  /** The changes of one controller, newest last. */
  recall(controller: string): readonly UndoRecord[];
  /** In place of what was kept of that controller before. Must not throw. */
  keep(controller: string, records: readonly UndoRecord[]): void;
}

export interface UndoBookOptions {
  /** Where `undo.json` is kept. */
  readonly state: StateFile;
  /** Told in one sentence what went wrong with it; once per trouble, not per try. */
  readonly onTrouble?: (message: string) => void;
}

const VERSION = 1;

// Pairs instead of objects: a controller may be called `__proto__`.
const file = z.object({
  version: z.literal(VERSION),
  controllers: z.array(
    z.tuple([
      z.string(),
      z.array(
        z.object({
          operation: z.string(),
          done: z.array(z.object({ operation: z.string(), input: z.unknown(), output: z.unknown() })).min(1),
        }),
      ),
    ]),
  ),
});

/** Opens the memory of all controllers of a process. A text that cannot be read is set aside, told, and begun anew. */
export function openUndoBook(options: UndoBookOptions): UndoEngine {
  return new UndoBook(options);
}

class UndoBook implements UndoEngine {
  readonly #options: UndoBookOptions;
  readonly #records: Map<string, readonly UndoRecord[]>;
  #isInTrouble = false;

  constructor(options: UndoBookOptions) {
    this.#options = options;
    this.#records = this.#load();
  }

  recall(controller: string): readonly UndoRecord[] {
    return this.#records.get(controller) ?? [];
  }

  keep(controller: string, records: readonly UndoRecord[]): void {
    this.#records.set(controller, records);
    try {
      this.#options.state.save(`${JSON.stringify({ version: VERSION, controllers: [...this.#records] })}\n`);
      this.#isInTrouble = false;
    } catch (error) {
      if (!this.#isInTrouble)
        this.#trouble(`cannot be saved (${wordsOf(error)}): after a restart the newest cannot be put back`);
      this.#isInTrouble = true;
    }
  }

  #load(): Map<string, readonly UndoRecord[]> {
    const { state } = this.#options;
    try {
      const text = state.load();
      if (text === undefined) return new Map();
      return new Map(file.parse(JSON.parse(text)).controllers);
    } catch (error) {
      const isDamaged = error instanceof z.ZodError || error instanceof SyntaxError;
      const what = isDamaged ? "is damaged or of another version" : `cannot be read (${wordsOf(error)})`;
      this.#trouble(`${what}${isDamaged ? this.#setAside() : ""}: it starts anew`);
      return new Map();
    }
  }

  /** What is said of where it is now. */
  #setAside(): string {
    try {
      const place = this.#options.state.setAside?.();
      return place === undefined ? "" : ` and is kept as ${place}`;
    } catch (error) {
      return ` and cannot be set aside (${wordsOf(error)})`;
    }
  }

  #trouble(what: string): void {
    this.#options.onTrouble?.(`The memory of what can be put back ${what}.`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
