import type { Controller, Part, Snapshot } from "@pointsman/core";

/** A part that was read so recently is not read again for the next tap. */
const freshForMs = 2000;

/** Who watches no part sets no pace. */
const seldomMs = 86_400_000;

/** Reads what a screen needs, unless it was just read. Shared by all chats of one controller. */
export class PictureReader {
  readonly controller: Controller;
  readonly #now: () => number;
  readonly #readAt = new Map<Part, number>();
  #upSince: number | undefined;

  constructor(controller: Controller, now: () => number = Date.now) {
    this.controller = controller;
    this.#now = now;
  }

  /**
   * Since when the core is known to run without a restart, Unix time in ms; undefined: it was not met yet, or nobody
   * follows it.
   */
  get upSince(): number | undefined {
    return this.#upSince;
  }

  /** Hears of the core's comings and goings from what others ask of it: by itself it asks nothing. Never rejects. */
  async follow(signal: AbortSignal): Promise<void> {
    const { observer } = this.controller;
    if (observer.snapshot.reachability === "reachable") this.#upSince = this.#now();
    try {
      for await (const { type } of observer.watch({ parts: [], everyMs: seldomMs }, { signal })) {
        if (type === "core-restarted") this.#upSince = this.#now();
        if (type === "core-back") this.#upSince ??= this.#now();
      }
    } catch {
      // The controller was closed: nothing more is heard of it.
    }
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
