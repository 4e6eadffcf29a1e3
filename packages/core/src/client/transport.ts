import type { EndpointId } from "../endpoints/index.ts";
import type { RowDef } from "../endpoints/define.ts";
import type { ControllerError } from "./errors.ts";

/** One call, ready to be sent: what the rows know, without how it travels. */
export interface TransportRequest {
  readonly id: EndpointId;
  readonly row: RowDef;
  /** Encoded path and query, without the address's prefix. */
  readonly target: string;
  /** The path's names for people, such as `group "Proxy"`: what a `not-found` is about. */
  readonly named?: string;
  /** JSON text. */
  readonly body?: string;
  /** Our deadline in ms. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** A stream to open. */
export interface StreamRequest {
  readonly id: EndpointId;
  readonly row: RowDef;
  /** Encoded path and query, without the address's prefix. */
  readonly target: string;
}

/** One frame as its socket hands it over: UTF-8, or text where the socket had to split lines. */
export type FrameData = Buffer | string;

/** What an open socket tells. Nothing more is told after `onEnd`, nor after `terminate()`. */
export interface SocketEvents {
  /** The core accepted the stream. */
  onOpen?(): void;
  /** One frame, unparsed: readers may take what they need out of its bytes. */
  onFrame(data: FrameData): void;
  /** The socket is gone, or never came to be. Told once. */
  onEnd(error: ControllerError): void;
}

/** One socket. */
export interface FrameSocket {
  /** Ends it at once, without a farewell: the core never answers one. Idempotent. */
  terminate(): void;
  /** Stops and restarts reading, for readers that cannot keep up. */
  pause(): void;
  resume(): void;
}

/** What stands between rows and the network. Tests put a fake here. */
export interface Transport extends AsyncDisposable {
  /** Sends one call. Answers the parsed and checked body, `undefined` where the row has none. Rejects with `ControllerError`. */
  request(request: TransportRequest): Promise<unknown>;
  /** Opens one socket: WebSocket, or a chunked answer where the upgrade is refused. Never throws. */
  open(request: StreamRequest, events: SocketEvents): FrameSocket;
  /** How far the core's clock is ahead of ours in ms, by its latest answer; undefined: it never said what time it is. */
  readonly clockSkewMs?: number | undefined;
  /** Ends every socket; pending calls end as `aborted`. Idempotent. */
  close(): Promise<void>;
}
