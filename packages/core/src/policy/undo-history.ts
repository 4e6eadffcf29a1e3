import type { WayBack } from "../operations/define.ts";

/** One change that can be put back. */
export interface UndoEntry {
  /** The operation that made the change. */
  readonly operation: string;
  /** One way, or several for a change that was made of several (a scene); in the order in which they are gone. */
  readonly ways: readonly WayBack[];
}

/** The latest changes of one controller, newest last. Older ones fall out: after so many nobody knows what "back" means. */
export class UndoHistory {
  readonly #entries: UndoEntry[] = [];
  readonly #max: number;

  constructor(max = 20) {
    this.#max = max;
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
  }

  /** Forgets one entry, once it was put back. */
  forget(entry: UndoEntry): void {
    const index = this.#entries.lastIndexOf(entry);
    if (index >= 0) this.#entries.splice(index, 1);
  }
}
