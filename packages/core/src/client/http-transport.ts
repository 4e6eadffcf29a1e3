import { setTimeout as wait } from "node:timers/promises";
import { type Address, parseAddresses } from "./address.ts";
import { readAnswer } from "./answer.ts";
import { type Connector, createConnector } from "./connection.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { type Credentials, createCredentials } from "./credentials.ts";
import type { ControllerError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import { coreName, type FailureContext, failure } from "./failure.ts";
import type { ClientOptions } from "./options.ts";
import { PendingCall } from "./pending-call.ts";
import { StreamSocket } from "./stream-socket.ts";
import { abortedFailure, isConnectFailure, toControllerError } from "./to-controller-error.ts";
import type { FrameSocket, SocketEvents, StreamRequest, Transport, TransportRequest } from "./transport.ts";

const defaultMaxBodyBytes = 128 * 1024 * 1024;
const defaultMaxFrameBytes = 64 * 1024 * 1024;

/** A command does not trust a socket that was idle for longer: behind it the core may have been restarted. */
const commandMaxIdleMs = 5000;

/** How long one of several addresses may take to accept a connection. */
const connectMs = 2000;

/** Between a refused connection and the one repetition of a query: a core that restarts is back within this, or much later. */
const refusedPauseMs = 100;

/** One address with what is open to it. */
interface Place {
  readonly address: Address;
  readonly connector: Connector;
  readonly pool: ConnectionPool;
}

/**
 * Opens nothing yet. Works over TCP, TLS and socket files.
 * @throws ControllerError `invalid-input` for an address, a secret or a header that cannot be used.
 */
export function createTransport(options: ClientOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  // Private fields, so that printing a transport shows neither secrets nor keys.
  readonly #options: ClientOptions;
  readonly #credentials: Credentials;
  readonly #jsonHeaders: Readonly<Record<string, string>>;
  readonly #places: readonly Place[];
  readonly #maxBodyBytes: number;
  readonly #calls = new Set<PendingCall>();
  readonly #sockets = new Set<StreamSocket>();
  /** The address that answered last. */
  #current = 0;
  /** What time it was at the core, and here, when its latest answer came. */
  #clocks: { readonly theirs: string; readonly ours: number } | undefined;
  #closed = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#credentials = createCredentials(options);
    this.#jsonHeaders = { ...this.#credentials.headers, "content-type": "application/json" };
    const addresses = parseAddresses(options.url);
    this.#places = addresses.map((address) => {
      const connector = createConnector(address, options.tls, addresses.length > 1 ? connectMs : 0);
      return { address, connector, pool: new ConnectionPool(address, connector) };
    });
    this.#maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes;
  }

  get clockSkewMs(): number | undefined {
    if (this.#clocks === undefined) return undefined;
    const theirs = Date.parse(this.#clocks.theirs);
    // It tells whole seconds: half of one is the middle of what it may have meant.
    return Number.isNaN(theirs) ? undefined : theirs + 500 - this.#clocks.ours;
  }

  request(request: TransportRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const context = this.#context(request);
      if (this.#closed || request.signal?.aborted === true) {
        reject(abortedFailure(context));
        return;
      }
      const call = new PendingCall(request, context, reject);
      this.#calls.add(call);
      this.#attempt(call)
        .then(resolve, reject)
        .finally(() => {
          call.settle();
          this.#calls.delete(call);
        });
    });
  }

  open(request: StreamRequest, events: SocketEvents): FrameSocket {
    const context = this.#context(request);
    const socket = new StreamSocket(request, {
      places: this.#order().map((index) => this.#at(index)),
      headers: this.#credentials.headers,
      tls: this.#options.tls,
      maxFrameBytes: this.#options.maxFrameBytes ?? defaultMaxFrameBytes,
      context,
      events,
      onGone: () => this.#sockets.delete(socket),
    });
    if (this.#closed) socket.fail(abortedFailure(context));
    else {
      this.#sockets.add(socket);
      socket.start();
    }
    return socket;
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#calls) call.kill();
    for (const socket of this.#sockets) socket.fail(abortedFailure(this.#context()));
    for (const { pool } of this.#places) pool.close();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #context(request?: StreamRequest | TransportRequest): FailureContext {
    const { name } = this.#options;
    return {
      redact: this.#credentials.redact,
      ...(name === undefined ? undefined : { controller: name }),
      ...(request === undefined ? undefined : { id: request.id, row: request.row }),
      ...(request !== undefined && "named" in request ? { named: request.named } : undefined),
    };
  }

  /** The address that answered last, then the others in the order given. */
  #order(): number[] {
    const others = this.#places.map((_, index) => index).filter((index) => index !== this.#current);
    return [this.#current, ...others];
  }

  #at(index: number): Place {
    const place = this.#places[index];
    if (place === undefined) throw new RangeError(`There is no address ${index}.`);
    return place;
  }

  /** Tries each address until one accepts the connection; a refused query once more after a pause. */
  async #attempt(call: PendingCall): Promise<unknown> {
    const { row, signal } = call.request;
    for (let round = 0; ; round++) {
      let failed: ControllerError | undefined;
      for (const index of this.#order()) {
        try {
          const value = await this.#exchange(
            call,
            this.#at(index),
            row.kind === "command" ? commandMaxIdleMs : Number.POSITIVE_INFINITY,
          );
          this.#current = index;
          return value;
        } catch (error) {
          failed = toControllerError(error, call.context);
          // A connection that did not come to be carried nothing, so even a command may go elsewhere.
          if (call.ended !== undefined || !isConnectFailure(failed)) throw failed;
        }
      }
      if (failed !== undefined && (row.kind !== "query" || failed.reason !== "refused" || round > 0)) throw failed;
      await wait(refusedPauseMs, undefined, signal === undefined ? {} : { signal });
      if (call.ended !== undefined) throw call.ended;
    }
  }

  async #exchange(call: PendingCall, place: Place, maxIdleMs: number): Promise<unknown> {
    const { request } = call;
    const { address, pool } = place;
    const connection = pool.acquire(maxIdleMs);
    const wasReused = connection.isReused;
    const exchange = new Exchange(connection, {
      method: request.row.method,
      path: address.prefix + request.target,
      headers: request.body === undefined ? this.#credentials.headers : this.#jsonHeaders,
      ...(request.body === undefined ? undefined : { body: request.body }),
      maxBodyBytes: this.#maxBodyBytes,
      tooLarge: () => this.#tooLarge(call.context),
    });
    call.attach(exchange);
    try {
      exchange.start();
      const answer = await exchange.answer;
      if (answer.date !== undefined) this.#clocks = { theirs: answer.date, ours: Date.now() };
      if (exchange.complete) pool.release(connection);
      else pool.discard(connection);
      return readAnswer(answer, request.row, call.context);
    } catch (error) {
      if (exchange.complete) throw error;
      let failed = toControllerError(error, call.context);
      if (failed.reason === "lost") failed = toControllerError(connection.socketError ?? error, call.context);
      pool.discard(connection);
      const isStale = wasReused && !exchange.responded && failed.reason === "lost" && request.row.kind === "query";
      if (!isStale || call.ended !== undefined) throw failed;
      return this.#exchange(call, place, 0);
    }
  }

  #tooLarge(context: FailureContext): ControllerError {
    const mib = Math.round((this.#maxBodyBytes / 1024 / 1024) * 10) / 10;
    return failure(
      "unexpected-response",
      `${coreName(context)} answered more than ${mib} MiB: check the address, or raise maxBodyBytes.`,
      context,
      { reason: "too-large" },
    );
  }
}
