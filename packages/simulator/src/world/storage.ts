const budgetBytes = 1_048_576;
const maxKeyBytes = 64;

/** The dashboards' key-value store: one budget for all, oldest writes go first. */
export class Storage {
  readonly #entries = new Map<string, Buffer>();

  get(key: string): Buffer | undefined {
    return this.#entries.get(key);
  }

  /** Stores the bytes. A key that is too long is dropped without a word. */
  put(key: string, value: Buffer): void {
    if (Buffer.byteLength(key) > maxKeyBytes) return;
    this.#entries.delete(key);
    let used = [...this.#entries].reduce((sum, [name, bytes]) => sum + size(name, bytes), 0);
    for (const [name, bytes] of this.#entries) {
      if (used + size(key, value) <= budgetBytes) break;
      this.#entries.delete(name);
      used -= size(name, bytes);
    }
    this.#entries.set(key, value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

/** The most that one value may have. */
export const maxValueBytes = budgetBytes;

function size(key: string, value: Buffer): number {
  return Buffer.byteLength(key) + value.length;
}
