import { ControllerError } from "../client/errors.ts";
import type { ReadBuffer } from "../streams/event-buffer.ts";
import type { Change } from "./types.ts";

/** Changes that only say "look again": one of each that waits is enough. */
const coalesced: ReadonlySet<Change["type"]> = new Set([
  "traffic-changed",
  "memory-changed",
  "connections-changed",
  "rules-changed",
  "rule-providers-changed",
]);

/** So many changes behind is a reader that does not read. */
const maxWaiting = 10_000;

/** What a reader of changes has not taken yet. */
export class ChangeBuffer implements ReadBuffer<Change> {
  readonly #waiting: Change[] = [];
  readonly #coalescedWaiting = new Set<Change["type"]>();

  /** Throws `busy` where the reader is hopelessly behind: dropping a change silently would leave it with a wrong picture. */
  push(change: Change): void {
    if (coalesced.has(change.type)) {
      if (this.#coalescedWaiting.has(change.type)) return;
      this.#coalescedWaiting.add(change.type);
    }
    if (this.#waiting.length >= maxWaiting) {
      throw new ControllerError("busy", `A reader of changes fell ${maxWaiting} changes behind and was let go.`, {
        reason: "slow-reader",
      });
    }
    this.#waiting.push(change);
  }

  shift(): Change | undefined {
    const change = this.#waiting.shift();
    if (change !== undefined) this.#coalescedWaiting.delete(change.type);
    return change;
  }
}
