import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type HttpConfig, type ListenAddress, parseListen } from "../../config/http.ts";
import type { Logger } from "../logger.ts";
import { sentenceOf } from "../parts.ts";
import { refusalOf, type Secrecy } from "./gate.ts";
import { problem, type Reply, replyTo } from "./reply.ts";

/** One path. */
export interface Route {
  readonly secrecy: Secrecy;
  answer(query: URLSearchParams): Reply | Promise<Reply>;
}

export interface HttpOptions {
  readonly config: HttpConfig;
  /** By path. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly log: Logger;
}

export interface HttpServer {
  /** `http://127.0.0.1:9797` */
  readonly url: string;
  /** Ends at once, open sockets included. */
  stop(): Promise<void>;
}

/** Enough for a house of dashboards; whoever is beyond is hung up on. */
const maxSockets = 64;
const limits = {
  maxHeaderSize: 8192,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 5000,
};

/** Reasons in the words of the refusals' codes on the command line. */
const codes = { 401: "unauthorized", 403: "forbidden", 405: "unsupported" } as const;

/** @throws Error in one sentence where the address is taken or not ours */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const address = parseListen(options.config.listen);
  if (address === undefined) throw new Error(`${options.config.listen} is no address to listen at`);
  const server = createServer(limits, (request, response) => void serve(request, response, options));
  server.maxConnections = maxSockets;
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return { url: `http://${host}:${port}`, stop: () => stop(server) };
}

function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "another program listens there" : (error.code ?? error.message);
      reject(new Error(`cannot listen at ${host}:${port} (${reason}): change http.listen`));
    });
    server.listen({ host, port }, resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive ones, and those in the middle of an answer.
    server.closeAllConnections();
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  // A peer that hangs up is no event.
  response.on("error", () => {});
  // A body would be somebody's mistake; it is not read.
  const hasBody = request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  const reply = hasBody ? problem(413, "invalid-input", "A body is not taken here.") : await replyFor(request, options);
  response.writeHead(reply.status, {
    "Content-Type": reply.type,
    "Content-Length": Buffer.byteLength(reply.body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(hasBody ? { Connection: "close" } : {}),
    ...(reply.status === 401 ? { "WWW-Authenticate": 'Bearer realm="pointsman"' } : {}),
    ...(reply.status === 405 ? { Allow: "GET, HEAD" } : {}),
  });
  response.end(reply.body);
}

async function replyFor(request: IncomingMessage, { config, routes, log }: HttpOptions): Promise<Reply> {
  const url = URL.parse(request.url ?? "", "http://localhost");
  const route = routes.get(url?.pathname ?? "");
  // What is not there is as secret as what is, so that nobody can look for it.
  const refusal = refusalOf(
    {
      method: request.method ?? "",
      host: request.headers.host,
      authorization: request.headers.authorization,
      peer: request.socket.remoteAddress,
    },
    route?.secrecy ?? "figures",
    config.token,
  );
  if (refusal !== undefined) return problem(refusal.status, codes[refusal.status], refusal.message);
  if (route === undefined || url === null)
    return problem(404, "not-found", `Nothing is here; there are ${[...routes.keys()].join(", ")}.`);
  try {
    return await route.answer(url.searchParams);
  } catch (error) {
    const reply = replyTo(error);
    if (reply !== undefined) return reply;
    log.error(`${url.pathname} failed: ${sentenceOf(error)}`);
    return problem(500, "failed", "This failed; the app's log says why.");
  }
}
