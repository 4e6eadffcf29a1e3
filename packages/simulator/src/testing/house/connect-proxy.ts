import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { listenLocally, type LocalServer } from "./local-server.ts";

/** What happens to whoever goes through a node. */
export interface Fate {
  /** Milliseconds before the way is open; default 0. */
  readonly delay?: number;
  /** `timeout`: the node takes the connection and never answers. `error`: it answers 502 at once. */
  readonly fail?: "timeout" | "error";
}

/** All nodes of the house: one HTTP proxy that knows CONNECT and tells the nodes apart by their user name. */
export interface ConnectProxy extends LocalServer {
  /** How many CONNECT requests came through a node. */
  requests(node: string): number;
  /** Hangs up on everybody who waits at a node that does not answer. */
  release(node: string): void;
  /** The keys that let an `http` node of a core's configuration lead here. */
  outbound(node: string): { server: string; port: number; username: string; password: string };
}

export interface ConnectProxyOptions {
  /** Read at each request, so that a test may change it while the core runs. */
  readonly fate: (node: string) => Fate;
  /** Where every host name leads; `127.0.0.1:PORT` is taken as it is. */
  readonly originPort: number;
}

/** Starts it. Nothing it does leaves the machine. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const requests = new Map<string, number>();
  const hanging = new Map<string, Set<Socket>>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on("connect", (request, client: Socket, head: Buffer) => {
    const node = nodeOf(request);
    requests.set(node, (requests.get(node) ?? 0) + 1);
    const { fail, delay = 0 } = options.fate(node);
    if (fail === "timeout") {
      hanging.set(node, (hanging.get(node) ?? new Set()).add(client));
      client.once("close", () => hanging.get(node)?.delete(client));
      return;
    }
    if (fail === "error") {
      client.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const timer = setTimeout(() => join(client, head, portOf(request.url ?? "", options.originPort)), delay);
    client.once("close", () => clearTimeout(timer));
  });
  const local = await listenLocally(server);
  return {
    ...local,
    requests: (node) => requests.get(node) ?? 0,
    release(node) {
      for (const client of hanging.get(node) ?? []) client.destroy();
    },
    outbound: (node) => ({ server: "127.0.0.1", port: local.port, username: toUser(node), password: "house" }),
  };
}

/** A user name may hold no colon and travels as bytes of unknown script: so in hexadecimal. */
function toUser(node: string): string {
  return Buffer.from(node).toString("hex");
}

function nodeOf(request: IncomingMessage): string {
  const [, credentials = ""] = (request.headers["proxy-authorization"] ?? "").split(" ");
  const [user = ""] = Buffer.from(credentials, "base64").toString().split(":");
  return Buffer.from(user, "hex").toString();
}

/** The port on 127.0.0.1 that an authority (`host:port`) means. */
function portOf(authority: string, originPort: number): number {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(authority) ?? [];
  return host === "127.0.0.1" ? Number(port) : originPort;
}

function join(client: Socket, head: Buffer, port: number): void {
  const upstream = connect(port, "127.0.0.1", () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  upstream.on("error", () => client.destroy());
  upstream.once("close", () => client.destroy());
  client.once("close", () => upstream.destroy());
}
