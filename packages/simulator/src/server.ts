import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Faults } from "./faults.ts";
import { parseQuery } from "./go/query.ts";
import type { RequestRecord } from "./record.ts";
import { badRequest } from "./reply.ts";
import { type CorsSettings, handleCors } from "./router/cors.ts";
import { type Exchange, Panic, type ServerControl } from "./router/exchange.ts";
import { parseTarget } from "./router/paths.ts";
import { type Routes, route } from "./router/router.ts";
import type { World } from "./world/world.ts";

/** Certificate and key in PEM; `ca` makes a client certificate a must. */
export interface TlsOptions {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly ca?: string | Buffer;
}

/** Everything that one listener needs to answer. */
export interface ServerParts {
  readonly world: World;
  readonly routes: Routes;
  readonly cors: CorsSettings;
  readonly faults: Faults;
  readonly record: RequestRecord;
  /** `""` = nobody is asked. */
  readonly secret: string;
  readonly restart: () => void;
}

/** A listener that can leave its address and come back to it. */
export interface Listener {
  /** Starts to listen; resolves with the port (0 for a socket path). */
  listen(at: { readonly host: string; readonly port: number } | { readonly path: string }): Promise<number>;
  /** Stops listening and destroys every connection, upgraded ones included. */
  close(): Promise<void>;
}

/** Makes a listener for HTTP, or HTTPS where `tls` is given. */
export function createListener(parts: ServerParts, tls?: TlsOptions): Listener {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const make = (): Server => {
    const listener: RequestListener = (req, res) => void answer(parts, req, res, req.socket);
    const created =
      tls === undefined ? createServer(plainOptions, listener) : createTlsServer(tlsOptions(tls), listener);
    created.keepAliveTimeout = 0;
    created.headersTimeout = 0;
    created.requestTimeout = 0;
    created.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    created.on("upgrade", (req: IncomingMessage, socket: Duplex) => {
      socket.on("error", () => socket.destroy());
      void answer(parts, req, responseOn(req, socket), socket);
    });
    created.on("clientError", (_, socket) => {
      if (socket.writable) socket.end(badRequest());
    });
    return created;
  };
  return {
    listen(at) {
      const created = make();
      server = created;
      return new Promise((resolve, reject) => {
        created.once("error", reject);
        created.listen(at, () => {
          created.off("error", reject);
          const address = created.address();
          resolve(typeof address === "object" && address !== null ? address.port : 0);
        });
      });
    },
    async close() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const done = new Promise((resolve) => closing.close(resolve));
      for (const socket of sockets) socket.destroy();
      await done;
    },
  };
}

const plainOptions = { requireHostHeader: false, noDelay: true };

function tlsOptions({ cert, key, ca }: TlsOptions): object {
  const client = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true };
  return { ...plainOptions, cert, key, ...client, ALPNProtocols: ["http/1.1"] };
}

/** An answer for a request that Node took for an upgrade: most of them are plain GETs for the core. */
function responseOn(req: IncomingMessage, socket: Duplex): ServerResponse {
  const res = new ServerResponse(req);
  res.assignSocket(socket as Socket);
  res.once("finish", () => socket.end());
  return res;
}

async function answer(parts: ServerParts, req: IncomingMessage, res: ServerResponse, socket: Duplex): Promise<void> {
  const body = await readBody(req);
  const method = req.method ?? "GET";
  const target = req.url ?? "/";
  parts.record.add({
    method,
    path: target,
    headers: req.headers,
    body: body.toString("utf8"),
    time: parts.world.clock.now(),
  });
  const parsed = parseTarget(target);
  if (parsed === undefined || (req.httpVersion === "1.1" && req.headers.host === undefined)) {
    socket.end(badRequest(parsed === undefined ? "" : ": missing required Host header"));
    return;
  }
  const fault = parts.faults.take(method, parsed.path);
  if (fault !== undefined && !(await parts.faults.strike(fault, res, socket))) return;
  if (handleCors(req, res, parts.cors, parts.world.profile)) return;
  const gone = new AbortController();
  const onGone = (): void => gone.abort();
  socket.once("close", onGone);
  // The connection is kept and carries further requests.
  res.once("close", () => socket.off("close", onGone));
  const exchange: Exchange = {
    req,
    res,
    socket,
    method,
    path: parsed.path,
    query: parseQuery(parsed.query),
    body,
    world: parts.world,
    signal: gone.signal,
    wantsWebSocket: req.headers.upgrade === "websocket",
    server: controlOf(parts),
  };
  try {
    await route(exchange, parts.routes, parts.secret);
  } catch (error) {
    socket.destroy();
    // A mistake of our own must be seen, and must not take the whole process with it.
    if (!(error instanceof Panic)) process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function controlOf(parts: ServerParts): ServerControl {
  return { restart: parts.restart, openStream: (stream) => parts.faults.addStream(stream) };
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of req) chunks.push(chunk as Buffer);
  } catch {
    // The client hung up in the middle; what came is what there is.
  }
  return Buffer.concat(chunks);
}
