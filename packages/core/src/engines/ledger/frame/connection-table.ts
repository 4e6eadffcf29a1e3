import { grown } from "./grown.ts";
import type { MeteredConnection, OpenConnections } from "./metered.ts";

const firstCapacity = 64;

/** Gives connections their slots, and takes those back that a frame no longer lists. */
export class ConnectionTable implements OpenConnections {
  count = 0;
  order = new Int32Array(firstCapacity);
  upload = new Float64Array(firstCapacity);
  download = new Float64Array(firstCapacity);
  serials = new Int32Array(firstCapacity);
  /** The order of the frame before: the core nearly always keeps it. */
  lastCount = 0;
  lastOrder = new Int32Array(firstCapacity);
  /** By slot: its place in the frame that listed it last, and the number of that frame. */
  places = new Int32Array(firstCapacity);
  #listedIn = new Int32Array(firstCapacity);
  #frame = 0;
  #serial = 0;
  /** The last one before this frame. */
  #serialBefore = 0;
  readonly #slots = new Map<string, number>();
  readonly #abouts: (MeteredConnection | undefined)[] = [];
  readonly #free: number[] = [];

  /** Begins a frame. */
  begin(): void {
    [this.order, this.lastOrder] = [this.lastOrder, this.order];
    this.lastCount = this.count;
    this.count = 0;
    this.#frame++;
    this.#serialBefore = this.#serial;
  }

  /** What was open and is not listed in this frame is gone. */
  end(): void {
    if (this.count === this.#slots.size) return;
    for (const [id, slot] of this.#slots) if (this.#listedIn[slot] !== this.#frame) this.#remove(id, slot);
  }

  /** The frame was none: nothing is known of what it began with. */
  abandon(): void {
    this.count = 0;
    for (const [id, slot] of this.#slots)
      if ((this.serials[slot] as number) > this.#serialBefore) this.#remove(id, slot);
  }

  /** Of an open connection; also of one that is not listed in this frame yet. */
  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  /** The slot for a connection that is none of the open ones. */
  add(about: MeteredConnection): number {
    const slot = this.#free.pop() ?? this.#abouts.length;
    this.#abouts[slot] = about;
    if (slot >= this.serials.length) this.#grow();
    this.#slots.set(about.id, slot);
    this.serials[slot] = ++this.#serial;
    this.#listedIn[slot] = 0;
    return slot;
  }

  about(slot: number): MeteredConnection {
    const about = this.#abouts[slot];
    if (about === undefined) throw new RangeError("This slot is free.");
    return about;
  }

  /** Sets the counters of a slot in this frame. Returns false where it was listed already. */
  list(slot: number, upload: number, download: number): boolean {
    this.upload[slot] = upload;
    this.download[slot] = download;
    if (this.#listedIn[slot] === this.#frame) return false;
    this.#listedIn[slot] = this.#frame;
    this.places[slot] = this.count;
    this.order[this.count++] = slot;
    return true;
  }

  #remove(id: string, slot: number): void {
    this.#slots.delete(id);
    this.#abouts[slot] = undefined;
    this.#free.push(slot);
  }

  #grow(): void {
    const capacity = this.serials.length * 2;
    this.order = grown(this.order, capacity);
    this.lastOrder = grown(this.lastOrder, capacity);
    this.upload = grown(this.upload, capacity);
    this.download = grown(this.download, capacity);
    this.serials = grown(this.serials, capacity);
    this.places = grown(this.places, capacity);
    this.#listedIn = grown(this.#listedIn, capacity);
  }
}
