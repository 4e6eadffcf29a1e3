import type { FrameData } from "../client/transport.ts";
import type { ReadingWire, Wire } from "./supervised-stream.ts";
import type { RawFrame, StreamEvent } from "./types.ts";

/** A frame that is parsed when the first reader asks for it. */
class LazyFrame<Frame> implements RawFrame<Frame> {
  readonly #data: FrameData;
  readonly #read: (data: FrameData) => Frame;
  #frame: Frame | undefined;

  constructor(data: FrameData, read: (data: FrameData) => Frame) {
    this.#data = data;
    this.#read = read;
  }

  get bytes(): Buffer {
    return typeof this.#data === "string" ? Buffer.from(this.#data) : this.#data;
  }

  parse(): Frame {
    return (this.#frame ??= this.#read(this.#data));
  }
}

/** The same wire, whose frames are parsed only for those who want it. */
export function lazily<Frame extends object>(wire: ReadingWire<Frame>): Wire<RawFrame<Frame>> {
  return { ...wire, read: (data) => new LazyFrame(data, (given) => wire.read(given)) };
}

/** What a reader of parsed frames is told. */
export function parsed<Frame>(event: StreamEvent<RawFrame<Frame>>): StreamEvent<Frame> {
  return event.kind === "frame" ? { kind: "frame", frame: event.frame.parse() } : event;
}
