import { StringDecoder } from "node:string_decoder";
import type { Dispatcher } from "undici";
import { answerFailure } from "./answer.ts";
import { Connection, type Connector } from "./connection.ts";
import { coreName, failure } from "./failure.ts";
import { toControllerError } from "./to-controller-error.ts";
import type { FrameSocket } from "./transport.ts";
import type { AttemptEvents, AttemptOptions } from "./websocket.ts";

const maxErrorBytes = 64 * 1024;

/**
 * The same frames as lines of one endless answer. The core sends not even a status before the first line, which on a quiet
 * log takes hours, so there is no deadline here.
 */
export function openChunked(
  options: AttemptOptions & { readonly connector: Connector },
  events: AttemptEvents,
): FrameSocket {
  const attempt = new ChunkedAttempt(options, events);
  attempt.start();
  return attempt;
}

class ChunkedAttempt implements FrameSocket, Dispatcher.DispatchHandler {
  readonly #options: AttemptOptions;
  readonly #events: AttemptEvents;
  readonly #connection: Connection;
  readonly #decoder = new StringDecoder("utf8");
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #contentType = "";
  #location = "";
  /** The line that has not ended yet; of a refusal the whole body. */
  #rest = "";
  #isPaused = false;
  #isOver = false;

  constructor(options: AttemptOptions & { readonly connector: Connector }, events: AttemptEvents) {
    this.#options = options;
    this.#events = events;
    this.#connection = new Connection(options.address, options.connector);
  }

  start(): void {
    const { address, target, headers } = this.#options;
    this.#connection.dispatch({ method: "GET", path: address.prefix + target, headers }, this);
  }

  terminate(): void {
    this.#isOver = true;
    this.#connection.destroy();
  }

  pause(): void {
    this.#isPaused = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200 || this.#isOver) return;
    this.#status = status;
    this.#contentType = String(headers["content-type"] ?? "").toLowerCase();
    this.#location = String(headers["location"] ?? "");
    // A web page is no stream, though it answers 200.
    if (status === 200 && !this.#contentType.startsWith("application/json")) this.#refuse();
    else if (status === 200) this.#events.onOpen();
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (this.#isOver) return;
    const text = this.#decoder.write(chunk);
    if (this.#status !== 200) {
      this.#rest += text;
      if (this.#rest.length > maxErrorBytes) this.#refuse();
      return;
    }
    this.#take(text);
    if (this.#rest.length > this.#options.maxFrameBytes) this.#tooLarge();
    if (this.#isPaused) this.#controller?.pause();
  }

  #take(text: string): void {
    // Searched for in what is new: a line that never ends would be copied whole with each chunk.
    if (!text.includes("\n")) {
      this.#rest += text;
      return;
    }
    const lines = `${this.#rest}${text}`.split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "" && !this.#isOver) this.#events.onFrame(line);
  }

  onResponseEnd(): void {
    if (this.#status !== 200) this.#refuse();
    else this.#lost();
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#status === 200) this.#lost();
    else this.#end(() => toControllerError(error, this.#options.context), "connect");
  }

  #refuse(): void {
    const answer = {
      status: this.#status,
      contentType: this.#contentType,
      location: this.#location,
      body: Buffer.from(this.#rest),
    };
    this.#end(() => answerFailure(answer, this.#options.context), "upgrade");
  }

  #lost(): void {
    const { context } = this.#options;
    const sentence = `${coreName(context)} ended the stream ${context.id ?? ""}: it restarts, or something in between cut it.`;
    this.#end(() => failure("unreachable", sentence, context, { reason: "lost" }), "open");
  }

  #tooLarge(): void {
    const { context } = this.#options;
    const sentence = `${coreName(context)} sent a frame larger than allowed.`;
    this.#end(() => failure("unexpected-response", sentence, context, { reason: "too-large" }), "open");
  }

  #end(error: () => ReturnType<typeof failure>, phase: Parameters<AttemptEvents["onEnd"]>[1]): void {
    if (this.#isOver) return;
    this.terminate();
    this.#events.onEnd(error(), phase);
  }
}
