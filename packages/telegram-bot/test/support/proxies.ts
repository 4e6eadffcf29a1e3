import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** Who may pass; the password is a canary that no log line may hold. */
export const user = { name: "ada", password: "p/w-canary%7" } as const;
const credentials = `${user.name}:${encodeURIComponent(user.password)}`;

/** A proxy on 127.0.0.1 that only `user` may pass. Every host name leads back to 127.0.0.1. */
export interface TestProxy {
  readonly url: string;
  /** `host:port` of each way that was asked for. */
  readonly asked: readonly string[];
  /** Stops listening and hangs up on everybody. */
  kill(): Promise<void>;
  /** Listens again, on the same port. */
  revive(): Promise<void>;
  /** Keeps every connection and takes new ones, but nothing passes any more. */
  freeze(): void;
}

/** Joins the two ends as long as the proxy is not frozen. */
type Join = (client: Socket, target: string, accept: () => void) => void;

async function proxy(protocol: string, serve: (join: Join) => Server): Promise<TestProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const frozen = new AbortController();
  const server = serve((client, target, accept) => {
    asked.push(target);
    if (frozen.signal.aborted) return;
    const upstream = connect(Number(target.split(":").at(-1)), "127.0.0.1", () => {
      accept();
      client.pipe(upstream).pipe(client);
    });
    frozen.signal.addEventListener("abort", () => {
      client.unpipe(upstream);
      upstream.unpipe(client);
    });
    sockets.add(upstream);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on("error", () => one.destroy()).once("close", () => other.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  const listen = async (port: number): Promise<void> =>
    void (await once(server.listen(port, "127.0.0.1"), "listening"));
  const kill = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await listen(0);
  onTestFinished(kill);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${protocol}://${credentials}@127.0.0.1:${port}`,
    asked,
    kill,
    revive: async () => await listen(port),
    freeze: () => frozen.abort(),
  };
}

/** An HTTP proxy that knows CONNECT (RFC 9110 §9.3.6). */
export async function connectProxy(): Promise<TestProxy> {
  const expected = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString("base64")}`;
  return await proxy("http", (join) =>
    createHttpServer().on("connect", (request, client: Socket) => {
      if (request.headers["proxy-authorization"] === expected)
        join(client, request.url ?? "", () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
      else client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    }),
  );
}

/** A SOCKS 5 proxy (RFC 1928) with user name and password (RFC 1929), for host names only: so it resolves them itself. */
export async function socksProxy(): Promise<TestProxy> {
  return await proxy("socks5h", (join) =>
    createServer((client) => {
      client.once("data", () => {
        client.write(Buffer.from([5, 2]));
        client.once("data", (login) => {
          const right =
            login.subarray(2).toString() === `${user.name}${String.fromCharCode(user.password.length)}${user.password}`;
          client.write(Buffer.from([1, right ? 0 : 1]));
          if (!right) {
            client.end();
            return;
          }
          client.once("data", (request) => {
            const length = request[4] ?? 0;
            const target = `${request.subarray(5, 5 + length).toString()}:${request.readUInt16BE(5 + length)}`;
            join(client, target, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
          });
        });
      });
    }),
  );
}
