import { ControllerError } from "../../src/client/errors.ts";
import type { SocketEvents } from "../../src/client/transport.ts";
import type { ReadingWire } from "../../src/streams/supervised-stream.ts";

/** One socket of a wire: the test speaks through it. */
export interface WireSocket {
  open(): void;
  frame(value: unknown): void;
  lose(code?: "unreachable" | "unauthorized"): void;
  isTerminated: boolean;
}

/** A wire whose sockets a test holds in its hands. Frames are JSON; `bad` cannot be read. */
export function fakeWire<Frame>(stallAfterMs?: number): ReadingWire<Frame> & { readonly sockets: WireSocket[] } {
  const sockets: WireSocket[] = [];
  return {
    sockets,
    stallAfterMs,
    context: { controller: "home" },
    open(events: SocketEvents) {
      const socket: WireSocket = {
        isTerminated: false,
        open: () => events.onOpen?.(),
        frame: (value) => events.onFrame(JSON.stringify(value)),
        lose: (code = "unreachable") => events.onEnd(new ControllerError(code, "Lost.")),
      };
      sockets.push(socket);
      return {
        terminate: () => {
          socket.isTerminated = true;
        },
        pause: () => {},
        resume: () => {},
      };
    },
    read(data) {
      const text = String(data);
      if (text === '"bad"') throw new ControllerError("unexpected-response", "Bad frame.");
      return JSON.parse(text) as Frame;
    },
  };
}
