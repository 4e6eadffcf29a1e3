import type { Dispatcher } from "undici";
import type { HttpAnswer } from "./answer.ts";
import type { Connection } from "./connection.ts";

/** Error answers are short; of longer ones the beginning tells enough. */
const maxErrorBytes = 64 * 1024;

export interface ExchangeRequest {
  readonly method: Dispatcher.HttpMethod;
  /** As it goes over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBodyBytes: number;
  /** Made when the answer is larger than allowed. */
  tooLarge(): Error;
}

/** One request and its answer on one connection. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** The request was handed to the socket, so it may have arrived. */
  sent = false;
  /** The head of an answer came. */
  responded = false;
  /** The answer was read to its end, so the socket can carry another call. */
  complete = false;
  readonly answer: Promise<HttpAnswer>;
  readonly #connection: Connection;
  readonly #request: ExchangeRequest;
  #resolve!: (answer: HttpAnswer) => void;
  #reject!: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #cancelled: Error | undefined;
  #status = 0;
  #contentType = "";
  #location = "";
  #allow: string | undefined;
  #date: string | undefined;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(connection: Connection, request: ExchangeRequest) {
    this.#connection = connection;
    this.#request = request;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  start(): void {
    const { method, path, headers, body } = this.#request;
    this.#connection.dispatch({ method, path, headers, ...(body === undefined ? undefined : { body }) }, this);
  }

  /** Gives up: hangs up if it was sent, never sends it if it was not. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
    this.#connection.destroy();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#cancelled === undefined) this.sent = true;
    else controller.abort(this.#cancelled);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.responded = true;
    this.#status = status;
    this.#contentType = String(headers["content-type"] ?? "").toLowerCase();
    this.#location = String(headers["location"] ?? "");
    this.#date = headers["date"]?.toString();
    // The core sends one line per method.
    if (status === 405) this.#allow = [headers["allow"] ?? []].flat().join(", ");
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#status >= 400 && this.#size > maxErrorBytes) {
      this.#finish();
      controller.abort(this.#request.tooLarge());
    } else if (this.#size > this.#request.maxBodyBytes) {
      this.#chunks = [];
      controller.abort(this.#request.tooLarge());
    }
  }

  onResponseEnd(): void {
    this.complete = true;
    this.#finish();
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }

  #finish(): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    const allow = this.#allow === undefined ? undefined : { allow: this.#allow };
    const date = this.#date === undefined ? undefined : { date: this.#date };
    this.#resolve({
      status: this.#status,
      contentType: this.#contentType,
      location: this.#location,
      ...allow,
      ...date,
      body,
    });
  }
}
