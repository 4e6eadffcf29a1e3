import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { createServer as createNetServer, type Server as NetServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What arrived, as it stood on the wire. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Which socket brought it, from 1. */
  readonly socket: number;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly arrived: Arrived[];
  /** Sockets accepted so far. */
  sockets(): number;
  server: Server;
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly tls?: ServerOptions;
  /** Listens on this socket file instead of a port. */
  readonly socketPath?: string;
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

export type Answerer = (request: Arrived, response: ServerResponse) => void;

/** Answers JSON as the core does. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(value)}\n`);
}

/** A web server of this test on 127.0.0.1, stopped when the test ends. */
export async function serve(answer: Answerer, options: ServeOptions = {}): Promise<TestServer> {
  const arrived: Arrived[] = [];
  const numbers = new Map<unknown, number>();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one: Arrived = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        socket: numbers.get(request.socket) ?? 0,
      };
      arrived.push(one);
      answer(one, response);
    });
  };
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.on(options.tls === undefined ? "connection" : "secureConnection", (socket: unknown) =>
    numbers.set(socket, numbers.size + 1),
  );
  const port = await listen(server, options);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  const url =
    options.socketPath === undefined
      ? `http${options.tls ? "s" : ""}://127.0.0.1:${port}`
      : `unix:${options.socketPath}`;
  return { url, port, arrived, sockets: () => numbers.size, server, stop };
}

export interface RawServer {
  readonly port: number;
  /** Sockets accepted so far. */
  sockets(): number;
  stop(): Promise<void>;
}

/** A server below HTTP: `onData` gets each socket with the first bytes that came. Stopped when the test ends. */
export async function serveRaw(onData: (socket: Socket, first: Buffer, number: number) => void): Promise<RawServer> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createNetServer((socket) => {
    const number = ++count;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (data: Buffer) => onData(socket, data, number));
  });
  const port = await listen(server, {});
  const stop = async (): Promise<void> => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { port, sockets: () => count, stop };
}

function listen(server: NetServer, { socketPath, port = 0, host = "127.0.0.1" }: ServeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const done = (): void => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    };
    if (socketPath === undefined) server.listen(port, host, done);
    else server.listen(socketPath, done);
  });
}

/** A port of 127.0.0.1 where nobody listens any more. */
export async function closedPort(): Promise<number> {
  const server = createNetServer();
  const port = await listen(server, {});
  await new Promise((resolve) => server.close(resolve));
  return port;
}
