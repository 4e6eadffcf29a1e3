import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listenLocally, type LocalServer } from "./local-server.ts";

/** The web of the house: one HTTP server for every host name. */
export interface Origin extends LocalServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Bytes that its sockets received and sent so far, headers included. */
  traffic(): { readonly received: number; readonly sent: number };
}

/**
 * Starts it. `/generate_204` → 204; `/status/N` → N, empty; `/bytes/N` → N bytes; `/stream` → 1 kB at once and then every
 * 50 ms for ever; `/hang` → nothing, ever; anything else → 404.
 */
export async function startOrigin(): Promise<Origin> {
  const http = createServer(answer);
  const sockets = new Set<Socket>();
  const closed = { received: 0, sent: 0 };
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      closed.received += socket.bytesRead;
      closed.sent += socket.bytesWritten;
    });
  });
  const server = await listenLocally(http);
  return {
    ...server,
    url: `http://127.0.0.1:${server.port}`,
    traffic() {
      let { received, sent } = closed;
      for (const { bytesRead, bytesWritten } of sockets) {
        received += bytesRead;
        sent += bytesWritten;
      }
      return { received, sent };
    },
  };
}

const kilobyte = Buffer.alloc(1024, "x");
const streamEveryMs = 50;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, first = "", second = ""] = (request.url ?? "/").split("?")[0]?.split("/") ?? [];
  const amount = Number(second);
  request.resume();
  if (first === "generate_204") response.writeHead(204).end();
  else if (first === "status") response.writeHead(amount).end();
  else if (first === "bytes") response.writeHead(200, { "content-length": amount }).end(Buffer.alloc(amount, "x"));
  else if (first === "stream") stream(response);
  else if (first !== "hang") response.writeHead(404).end();
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.write(kilobyte);
  const timer = setInterval(() => response.write(kilobyte), streamEveryMs);
  response.once("close", () => clearInterval(timer));
}
