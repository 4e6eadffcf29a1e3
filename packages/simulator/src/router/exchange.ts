import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Query } from "../go/query.ts";
import type { World } from "../world/world.ts";

/** One request on its way through the router, and the means to answer it. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly socket: Duplex;
  readonly method: string;
  /** What routes are matched on (see `parseTarget`). */
  readonly path: string;
  readonly query: Query;
  readonly body: Buffer;
  readonly world: World;
  /** Aborts when the client hangs up. */
  readonly signal: AbortSignal;
  /** Whether the connection asks for an upgrade in the one spelling that the core knows. */
  readonly wantsWebSocket: boolean;
  /** What a handler may ask of the server. */
  readonly server: ServerControl;
}

/** What routes may do to the server they run in. */
export interface ServerControl {
  /** Drops every connection and comes back on the same port. */
  restart(): void;
  /** Registers an open stream; the answer takes it out again. */
  openStream(stream: OpenStream): () => void;
}

/** A stream that runs: faults may silence it or cut it. */
export interface OpenStream {
  readonly path: string;
  mute(muted: boolean): void;
  cut(): void;
}

/** Answers one request. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

/** The handlers of one path by method. */
export type Handlers = Readonly<Partial<Record<string, Handler>>>;

/** Thrown by a handler where the core panics: the connection is closed without an answer. */
export class Panic extends Error {
  override name = "Panic";
}

/** Thrown by a route or handler to answer with a JSON error. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The core's answer to a name it does not know. */
export function notFound(): Refusal {
  return new Refusal(404, "Resource not found");
}

/** The core's answer to a body or a query that it cannot read. */
export function invalid(): Refusal {
  return new Refusal(400, "Body invalid");
}
