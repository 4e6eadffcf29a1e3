import type { Controller } from "@pointsman/core";
import { LogRing, type RawLine } from "./log-ring.ts";

/** What each core warned of lately, also while nobody looked. */
export class LogRings {
  readonly #rings = new Map<string, LogRing>();
  readonly #leave: readonly (() => void)[];

  constructor(controllers: Iterable<Controller>, now: () => number = Date.now) {
    this.#leave = Array.from(controllers, ({ id, streams }) => {
      const ring = new LogRing();
      this.#rings.set(id, ring);
      // The socket is shared with whoever else reads warnings of this core.
      return streams.logs("warning").onEvent((event) => {
        if (event.kind === "frame") ring.add({ at: now(), level: event.frame.type, text: event.frame.payload });
      });
    });
  }

  /** Latest last. */
  linesOf(controllerId: string): readonly RawLine[] {
    return this.#rings.get(controllerId)?.lines ?? [];
  }

  close(): void {
    for (const leave of this.#leave) leave();
  }
}
