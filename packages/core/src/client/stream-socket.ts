import { openChunked } from "./chunked.ts";
import type { Connector } from "./connection.ts";
import type { Address } from "./address.ts";
import type { ControllerError } from "./errors.ts";
import type { FailureContext } from "./failure.ts";
import type { TlsOptions } from "./options.ts";
import type { FrameSocket, SocketEvents, StreamRequest } from "./transport.ts";
import { type AttemptEvents, type AttemptPhase, openWebSocket } from "./websocket.ts";

export interface StreamSocketOptions {
  /** In the order of trying; never empty. */
  readonly places: readonly { readonly address: Address; readonly connector: Connector }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsOptions | undefined;
  readonly maxFrameBytes: number;
  readonly context: FailureContext;
  readonly events: SocketEvents;
  /** Ended, in whatever way. */
  onGone(): void;
}

/**
 * One stream as a whole: the first address that answers, by WebSocket, or by chunked answer where the handshake was
 * refused for another reason than the secret. `/connections` streams by WebSocket only: its plain GET is one snapshot.
 */
export class StreamSocket implements FrameSocket {
  readonly #request: StreamRequest;
  readonly #options: StreamSocketOptions;
  #attempt: FrameSocket | undefined;
  #index = 0;
  #isPaused = false;
  #isOver = false;

  constructor(request: StreamRequest, options: StreamSocketOptions) {
    this.#request = request;
    this.#options = options;
  }

  start(): void {
    this.#try(openWebSocket);
  }

  terminate(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#attempt?.terminate();
    this.#options.onGone();
  }

  /** Ends it from our side with a reason that its reader is told. */
  fail(error: ControllerError): void {
    if (this.#isOver) return;
    this.terminate();
    this.#options.events.onEnd(error);
  }

  pause(): void {
    this.#isPaused = true;
    this.#attempt?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#attempt?.resume();
  }

  #try(open: typeof openChunked | typeof openWebSocket): void {
    const place = this.#options.places[this.#index];
    if (place === undefined) throw new RangeError("There is no address to try.");
    const { headers, tls, maxFrameBytes, context, events } = this.#options;
    const attemptEvents: AttemptEvents = {
      onOpen: () => events.onOpen?.(),
      onFrame: (data) => events.onFrame(data),
      onEnd: (error, phase) => this.#ended(error, phase, open === openWebSocket),
    };
    const { target } = this.#request;
    this.#attempt = open({ ...place, target, headers, tls, maxFrameBytes, context }, attemptEvents);
    if (this.#isPaused) this.#attempt.pause();
  }

  #ended(error: ControllerError, phase: AttemptPhase, wasWebSocket: boolean): void {
    if (this.#isOver) return;
    const mayChunk = this.#request.id !== "connections.stream" && error.code !== "unauthorized";
    if (phase === "upgrade" && wasWebSocket && mayChunk) this.#try(openChunked);
    else if (phase === "connect" && this.#index < this.#options.places.length - 1) {
      this.#index += 1;
      this.#try(openWebSocket);
    } else this.fail(error);
  }
}
