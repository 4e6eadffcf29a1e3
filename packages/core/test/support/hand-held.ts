import type { Controller } from "../../src/controller/types.ts";
import type { ConnectionsFrame } from "../../src/schemas/connection.ts";
import type { StreamEvent } from "../../src/streams/types.ts";

/** A controller whose connection frames a test sends by hand. */
export interface HandHeld extends Pick<Controller, "id" | "streams"> {
  send(frame: ConnectionsFrame): void;
  gap(ms: number): void;
  readonly readers: number;
}

export function handHeld(id = "home"): HandHeld {
  const listeners = new Set<(event: StreamEvent<ConnectionsFrame>) => void>();
  const tell = (event: StreamEvent<ConnectionsFrame>): void => {
    for (const listener of listeners) listener(event);
  };
  const onEvent = (listener: (event: StreamEvent<ConnectionsFrame>) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    id,
    streams: { connections: () => ({ onEvent }) } as unknown as Controller["streams"],
    send: (frame) => tell({ kind: "frame", frame }),
    gap: (ms) => tell({ kind: "gap", ms }),
    get readers() {
      return listeners.size;
    },
  };
}
