import { connect } from "node:net";
import type { IncomingMessage } from "node:http";
import type { RawData, WebSocket } from "ws";
import type { Address } from "./address.ts";
import { answerFailure } from "./answer.ts";
import { tlsSettings } from "./connection.ts";
import type { ControllerError } from "./errors.ts";
import { coreName, type FailureContext, failure } from "./failure.ts";
import type { TlsOptions } from "./options.ts";
import { isConnectFailure, timeoutFailure, toControllerError } from "./to-controller-error.ts";
import type { FrameData, FrameSocket } from "./transport.ts";

/** How far an attempt had come when it ended: `connect` nothing was sent, `upgrade` refused by an HTTP answer, `open` after it worked. */
export type AttemptPhase = "connect" | "upgrade" | "open";

/** One attempt's life. Nothing is told after `onEnd`, nor after `terminate()`. */
export interface AttemptEvents {
  onOpen(): void;
  onFrame(data: FrameData): void;
  onEnd(error: ControllerError, phase: AttemptPhase): void;
}

export interface AttemptOptions {
  readonly address: Address;
  /** Encoded path and query, without the address's prefix. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsOptions | undefined;
  readonly maxFrameBytes: number;
  readonly context: FailureContext;
}

const handshakeMs = 10_000;
/** A flood is read for so long at a time; then everybody else in the process has a turn. */
const turnMs = 8;
/** The clock is looked at with every so many frames. */
const framesPerLook = 16;
const maxErrorBytes = 64 * 1024;

/** Opens a WebSocket: the secret goes in a header, nothing is compressed, nobody pings (the core never answers one). */
export function openWebSocket(options: AttemptOptions, events: AttemptEvents): FrameSocket {
  return new WebSocketAttempt(options, events);
}

class WebSocketAttempt implements FrameSocket {
  readonly #options: AttemptOptions;
  readonly #events: AttemptEvents;
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout;
  #isOpen = false;
  #isPaused = false;
  #isOver = false;
  /** When the present turn of reading began, on the monotonic clock. */
  #turnFrom: number | undefined;
  #framesInTurn = 0;
  #isResting = false;

  constructor(options: AttemptOptions, events: AttemptEvents) {
    this.#options = options;
    this.#events = events;
    const late = (): void => this.#end(timeoutFailure(handshakeMs, options.context), "connect");
    this.#timer = setTimeout(late, handshakeMs);
    // Loaded on first use: a single call on the command line needs no WebSocket.
    void import("ws").then(
      (ws) => this.#connect(ws.WebSocket),
      (error: unknown) => this.#end(toControllerError(error, options.context), "connect"),
    );
  }

  terminate(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.terminate();
  }

  pause(): void {
    this.#isPaused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (!this.#isResting) this.#socket?.resume();
  }

  #connect(Socket: typeof WebSocket): void {
    if (this.#isOver) return;
    const { address, target, headers, tls, maxFrameBytes, context } = this.#options;
    const { socketPath } = address;
    const socket = new Socket(`${address.origin.replace(/^http/, "ws")}${address.prefix}${target}`, {
      headers,
      ...tlsSettings(tls),
      ...(socketPath === undefined ? undefined : { createConnection: () => connect(socketPath) }),
      perMessageDeflate: false,
      maxPayload: maxFrameBytes,
      // The core sends what its JSON encoder made; a name with a broken byte must not cost the stream.
      skipUTF8Validation: true,
      followRedirects: false,
    });
    this.#socket = socket;
    socket.on("open", () => this.#opened());
    socket.on("message", (data) => this.#frame(data));
    socket.on("unexpected-response", (_, response) => this.#refused(response));
    socket.on("error", (error) => {
      const failed = toControllerError(error, { ...context, sent: this.#isOpen });
      this.#end(failed, this.#isOpen ? "open" : isConnectFailure(failed) ? "connect" : "upgrade");
    });
    socket.on("close", () => this.#end(this.#lost(), this.#isOpen ? "open" : "upgrade"));
  }

  #opened(): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    this.#isOpen = true;
    if (this.#isPaused) this.#socket?.pause();
    this.#events.onOpen();
  }

  #frame(data: RawData): void {
    // A dead socket may still deliver what it had read.
    if (this.#isOver) return;
    this.#takeTurn();
    this.#events.onFrame(data as Buffer);
  }

  /** One read of the event loop may bring megabytes, many thousand lines of a log. */
  #takeTurn(): void {
    this.#framesInTurn += 1;
    if (this.#turnFrom === undefined) {
      this.#turnFrom = performance.now();
      setImmediate(() => this.#endTurn());
    } else if (this.#isResting || this.#framesInTurn % framesPerLook !== 0) {
      return;
    } else if (performance.now() - this.#turnFrom > turnMs) {
      this.#isResting = true;
      this.#socket?.pause();
    }
  }

  #endTurn(): void {
    this.#turnFrom = undefined;
    this.#framesInTurn = 0;
    if (!this.#isResting) return;
    this.#isResting = false;
    if (!this.#isPaused && !this.#isOver) this.#socket?.resume();
  }

  /** The answer to the handshake was plain HTTP: what it means stands in its body, which may also never end. */
  #refused(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      const answer = {
        status,
        contentType: (response.headers["content-type"] ?? "").toLowerCase(),
        location: response.headers.location ?? "",
        body: Buffer.concat(chunks),
      };
      this.#end(answerFailure(answer, this.#options.context), "upgrade");
    };
    if (status < 300) {
      finish();
      return;
    }
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxErrorBytes) finish();
    });
    response.on("end", finish);
    response.on("error", finish);
  }

  #lost(): ControllerError {
    const { context } = this.#options;
    const sentence = `${coreName(context)} ended the stream ${context.id ?? ""}: it restarts, or something in between cut it.`;
    return failure("unreachable", sentence, context, { reason: "lost" });
  }

  #end(error: ControllerError, phase: AttemptPhase): void {
    if (this.#isOver) return;
    this.terminate();
    this.#events.onEnd(error, phase);
  }
}
