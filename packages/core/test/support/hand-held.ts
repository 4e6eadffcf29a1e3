import type { Controller } from "../../src/controller/types.ts";
import type { ConnectionsFrame } from "../../src/schemas/connection.ts";
import type { RawFrame, StreamEvent } from "../../src/streams/types.ts";

/** A controller whose connection frames a test sends by hand. */
export interface HandHeld extends Pick<Controller, "id" | "streams"> {
  send(frame: ConnectionsFrame): void;
  gap(ms: number): void;
  readonly readers: number;
  /** The intervals (ms) that its readers asked for, in their order. */
  readonly asked: readonly number[];
}

export function handHeld(id = "home"): HandHeld {
  const listeners = new Set<(event: StreamEvent<RawFrame<ConnectionsFrame>>) => void>();
  const tell = (event: StreamEvent<RawFrame<ConnectionsFrame>>): void => {
    for (const listener of listeners) listener(event);
  };
  const onRaw = (listener: (event: StreamEvent<RawFrame<ConnectionsFrame>>) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const onEvent = (listener: (event: StreamEvent<ConnectionsFrame>) => void): (() => void) =>
    onRaw((event) => listener(event.kind === "frame" ? { kind: "frame", frame: event.frame.parse() } : event));
  const asked: number[] = [];
  const connections = (everyMs: number): object => {
    asked.push(everyMs);
    return { onRaw, onEvent };
  };
  return {
    id,
    asked,
    streams: { connections } as unknown as Controller["streams"],
    send: (frame) => tell({ kind: "frame", frame: { bytes: Buffer.from(JSON.stringify(frame)), parse: () => frame } }),
    gap: (ms) => tell({ kind: "gap", ms }),
    get readers() {
      return listeners.size;
    },
  };
}
