import type { BufferPolicy, StreamEvent } from "./types.ts";

/** What a reader has not taken yet. */
export interface ReadBuffer<Item> {
  push(item: Item): void;
  /** The next item, or undefined when there is none. */
  shift(): Item | undefined;
}

/** A buffer that keeps what the policy says and tells what it lost. */
export function createEventBuffer<Frame>(policy: BufferPolicy): ReadBuffer<StreamEvent<Frame>> {
  if (policy.keep === "latest") return new LatestBuffer();
  if (!Number.isInteger(policy.max) || policy.max < 1)
    throw new RangeError(`A buffer keeps at least one frame, not ${policy.max}.`);
  return new LastBuffer(policy.max);
}

/** For streams that show a state: what is old is of no interest, so nothing is reported as lost but gaps. */
class LatestBuffer<Frame> implements ReadBuffer<StreamEvent<Frame>> {
  #frame: StreamEvent<Frame> | undefined;
  #gapMs: number | undefined;

  push(event: StreamEvent<Frame>): void {
    if (event.kind === "frame") this.#frame = event;
    else if (event.kind === "gap") this.#gapMs = (this.#gapMs ?? 0) + event.ms;
  }

  shift(): StreamEvent<Frame> | undefined {
    if (this.#gapMs !== undefined) {
      const ms = this.#gapMs;
      this.#gapMs = undefined;
      return { kind: "gap", ms };
    }
    const frame = this.#frame;
    this.#frame = undefined;
    return frame;
  }
}

/** A ring for streams where each frame counts: the oldest gives way, and the reader is told how many did. */
class LastBuffer<Frame> implements ReadBuffer<StreamEvent<Frame>> {
  readonly #max: number;
  readonly #ring: (StreamEvent<Frame> | undefined)[] = [];
  #first = 0;
  #size = 0;
  #dropped = 0;

  constructor(max: number) {
    this.#max = max;
  }

  push(event: StreamEvent<Frame>): void {
    if (this.#size === this.#max) {
      // A gap that falls out is a loss too, and `dropped` says so.
      this.#take();
      this.#dropped += 1;
    }
    this.#ring[(this.#first + this.#size) % this.#max] = event;
    this.#size += 1;
  }

  shift(): StreamEvent<Frame> | undefined {
    if (this.#dropped > 0) {
      const count = this.#dropped;
      this.#dropped = 0;
      return { kind: "dropped", count };
    }
    return this.#size === 0 ? undefined : this.#take();
  }

  #take(): StreamEvent<Frame> | undefined {
    const event = this.#ring[this.#first];
    this.#ring[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#max;
    this.#size -= 1;
    return event;
  }
}
