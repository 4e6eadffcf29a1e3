import type { DoneStep, UndoRecord } from "../engines/undo/undo-book.ts";
import type { WayBack } from "../operations/define.ts";

/** A way back, with what it leads back from. */
export interface KnownWay extends WayBack {
  readonly done: DoneStep;
  /** What was done holds something that is written nowhere (a secret): the way is known to this process only. */
  readonly isSecret?: boolean;
}

/** One change that can be put back. */
export interface UndoEntry {
  /** The operation that made the change. */
  readonly operation: string;
  /** One way, or several for a change that was made of several (a scene); in the order in which they are gone. */
  readonly ways: readonly KnownWay[];
}

export interface UndoHistoryOptions {
  /** So many are kept, the oldest fall out. */
  readonly max?: number;
  /** What is known from before, newest last. */
  readonly entries?: readonly UndoEntry[];
  /** Told of what is to be kept after each change. */
  readonly onChange?: (records: readonly UndoRecord[]) => void;
}

/** The latest changes of one controller, newest last. Older ones fall out: after so many nobody knows what "back" means. */
export class UndoHistory {
  readonly #entries: UndoEntry[];
  readonly #max: number;
  readonly #onChange: ((records: readonly UndoRecord[]) => void) | undefined;

  constructor({ max = 20, entries = [], onChange }: UndoHistoryOptions = {}) {
    this.#max = max;
    this.#entries = entries.slice(-max);
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The newest, which the next undo puts back. */
  get latest(): UndoEntry | undefined {
    return this.#entries.at(-1);
  }

  remember(entry: UndoEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.#max) this.#entries.shift();
    this.#tell();
  }

  /** Forgets one entry, once it was put back. */
  forget(entry: UndoEntry): void {
    const index = this.#entries.lastIndexOf(entry);
    if (index < 0) return;
    this.#entries.splice(index, 1);
    this.#tell();
  }

  #tell(): void {
    this.#onChange?.(this.#entries.filter(isKeepable).map(recordOf));
  }
}

function isKeepable({ ways }: UndoEntry): boolean {
  return ways.every(({ isSecret }) => isSecret !== true);
}

function recordOf({ operation, ways }: UndoEntry): UndoRecord {
  return { operation, done: ways.map(({ done }) => done) };
}
