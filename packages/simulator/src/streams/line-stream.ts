import { encodeJson, type JsonValue } from "../go/json.ts";
import { begin } from "../reply.ts";
import type { Exchange } from "../router/exchange.ts";
import { encodeFrame, shakeHands } from "./websocket.ts";

/** A reader that lags behind by this much loses what comes next, as the core's bounded queues lose it. */
const mostBufferedBytes = 8 * 1024 * 1024;

/** One open stream to a client: a WebSocket, or an answer that never ends. */
export interface LineStream {
  /** Sends one document and its line end; a peer that is gone or silenced gets nothing. */
  send(value: JsonValue): void;
  /** Runs when the stream is over, whoever ended it. */
  onClose(fn: () => void): void;
}

/** Opens the stream that a request asks for; `undefined` when the handshake was refused. */
export function openLineStream(exchange: Exchange): LineStream | undefined {
  if (exchange.wantsWebSocket && !shakeHands(exchange)) return undefined;
  const { socket, res, wantsWebSocket } = exchange;
  const closers: (() => void)[] = [];
  let muted = false;
  let open = true;
  const unregister = exchange.server.openStream({
    path: exchange.path,
    mute: (on) => {
      muted = on;
    },
    cut: () => void socket.destroy(),
  });
  const close = (): void => {
    if (!open) return;
    open = false;
    unregister();
    for (const fn of closers) fn();
  };
  socket.once("close", close);
  // What the client says, a ping or a goodbye, is never read. Its bytes are thrown away so that its end is noticed.
  if (wantsWebSocket) {
    socket.resume();
    socket.once("end", () => socket.destroy());
  } else begin(res, 200, { "Content-Type": "application/json" });
  return {
    send(value) {
      if (!open || muted || socket.writableLength > mostBufferedBytes) return;
      // Lines of the same moment leave in one packet.
      socket.cork();
      process.nextTick(() => socket.uncork());
      const line = `${encodeJson(value)}\n`;
      if (wantsWebSocket) socket.write(encodeFrame(line));
      else res.write(line);
    },
    onClose(fn) {
      if (open) closers.push(fn);
      else fn();
    },
  };
}

/** Calls `fn` every `ms` until the stream is over. */
export function everyWhileOpen(exchange: Exchange, stream: LineStream, ms: number, fn: () => void): void {
  let cancel = (): void => {};
  const next = (): void => {
    cancel = exchange.world.clock.after(ms, () => {
      next();
      fn();
    });
  };
  next();
  stream.onClose(() => cancel());
}
