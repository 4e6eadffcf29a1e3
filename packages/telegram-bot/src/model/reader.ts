import type { Controller, Part, Snapshot } from "@pointsman/core";

/** A part that was read so recently is not read again for the next tap. */
const freshForMs = 2000;

/** Reads what a screen needs, unless it was just read. Shared by all chats of one controller. */
export class PictureReader {
  readonly controller: Controller;
  readonly #now: () => number;
  readonly #readAt = new Map<Part, number>();

  constructor(controller: Controller, now: () => number = Date.now) {
    this.controller = controller;
    this.#now = now;
  }

  /** Throws `ControllerError` where the controller cannot be read; the snapshot is then what was last known. */
  async read(parts: readonly Part[], signal: AbortSignal): Promise<Snapshot> {
    const { observer } = this.controller;
    const startedAt = this.#now();
    const stale = parts.filter((part) => startedAt - (this.#readAt.get(part) ?? Number.NEGATIVE_INFINITY) > freshForMs);
    if (stale.length === 0) return observer.snapshot;
    const snapshot = await observer.refresh(stale, { signal });
    for (const part of stale) this.#readAt.set(part, startedAt);
    return snapshot;
  }
}
