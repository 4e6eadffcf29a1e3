import type { Server as HttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";

/** A server of the house on 127.0.0.1, listening. */
export interface LocalServer {
  readonly port: number;
  /** Stops listening and cuts what is open. */
  stop(): Promise<void>;
}

/** Lets the server listen on a free port of 127.0.0.1 and remembers its sockets, so that `stop` need not wait for them. */
export async function listenLocally(server: Server | HttpServer): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // The other end may go at any time: that is its right, and no event for us.
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
