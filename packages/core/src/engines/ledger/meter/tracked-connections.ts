import { grown } from "../frame/grown.ts";
import type { Counters, FlowBytes } from "./counted.ts";
import type { FlowKey } from "./flow.ts";

/** A flow and its row in the batch with this number: the batch itself would live as long as the flow. */
export interface Flow extends FlowKey {
  bytes: FlowBytes | undefined;
  batchNumber: number;
}

const inTotals = 1;
const changed = 2;
const saved = 4;

/**
 * What was booked of the open connections, by the slots that their frames give them, and which of it has to be saved.
 * Thirty thousand objects would not stay in the processor's cache between two frames; these columns are small.
 */
export class TrackedConnections {
  /** Counters as they were booked. */
  upload = new Float64Array(0);
  download = new Float64Array(0);
  /** Which connection is in the slot; 0 where none is. */
  serials = new Int32Array(0);
  /** The number of the frame that it was seen in last. */
  seenIn = new Int32Array(0);
  readonly flows: (Flow | undefined)[] = [];
  #flags = new Uint8Array(0);
  readonly #ids: string[] = [];
  #size = 0;
  /** Slots whose counters may have changed since they were saved; some may be of others by now. */
  #changed: number[] = [];
  readonly #gone = new Set<string>();

  get size(): number {
    return this.#size;
  }

  /** Makes room for the slots below `capacity`. */
  fit(capacity: number): void {
    if (capacity <= this.serials.length) return;
    this.upload = grown(this.upload, capacity);
    this.download = grown(this.download, capacity);
    this.serials = grown(this.serials, capacity);
    this.seenIn = grown(this.seenIn, capacity);
    this.#flags = grown(this.#flags, capacity);
  }

  /** A connection that was not tracked; in the place of another one where its frames were missed. */
  add(
    slot: number,
    one: { id: string; serial: number; flow: Flow; isInTotals: boolean; isSaved: boolean },
    counters: Counters,
  ): void {
    if (this.serials[slot] !== 0) this.#remove(slot);
    this.#size++;
    this.upload[slot] = counters.upload;
    this.download[slot] = counters.download;
    this.serials[slot] = one.serial;
    this.seenIn[slot] = 0;
    this.flows[slot] = one.flow;
    this.#ids[slot] = one.id;
    this.#flags[slot] = (one.isInTotals ? inTotals : 0) | (one.isSaved ? saved : 0);
    this.#gone.delete(one.id);
    if (!one.isSaved) this.change(slot);
  }

  isInTotals(slot: number): boolean {
    return ((this.#flags[slot] as number) & inTotals) !== 0;
  }

  /** Its counters have to be saved. */
  change(slot: number): void {
    const flags = this.#flags[slot] as number;
    if ((flags & changed) !== 0) return;
    this.#flags[slot] = flags | changed;
    this.#changed.push(slot);
  }

  /** A connection of which only the id is known went. */
  forget(id: string): void {
    this.#gone.add(id);
  }

  forgetAllBut(frame: number): void {
    for (const [slot, serial] of this.serials.entries()) {
      if (serial !== 0 && this.seenIn[slot] !== frame) this.#remove(slot);
    }
  }

  /** By id. */
  get changed(): ReadonlyMap<string, Counters> {
    const found = new Map<string, Counters>();
    for (const slot of this.#changed) {
      if (((this.#flags[slot] as number) & changed) === 0) continue;
      found.set(this.#ids[slot] ?? "", {
        upload: this.upload[slot] as number,
        download: this.download[slot] as number,
      });
    }
    return found;
  }

  get gone(): ReadonlySet<string> {
    return this.#gone;
  }

  /** All that `changed` and `gone` tell is saved now. */
  saved(): void {
    for (const slot of this.#changed) {
      const flags = this.#flags[slot] as number;
      if ((flags & changed) !== 0) this.#flags[slot] = (flags & ~changed) | saved;
    }
    this.#changed = [];
    this.#gone.clear();
  }

  #remove(slot: number): void {
    const id = this.#ids[slot] ?? "";
    if (((this.#flags[slot] as number) & saved) !== 0) this.#gone.add(id);
    this.#size--;
    this.serials[slot] = 0;
    this.#flags[slot] = 0;
    this.flows[slot] = undefined;
    this.#ids[slot] = "";
  }
}
