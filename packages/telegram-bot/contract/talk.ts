import { request } from "node:http";
import type { Socket } from "node:net";

/** A request through the core's own inbound for an answer that never ends. Resolves with its first bytes. */
export async function talkThrough(port: number, authority: string): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const call = request({ host: "127.0.0.1", port, method: "CONNECT", path: authority, agent: false });
  call.once("connect", (_answer, socket) => {
    // Being cut off is what it is for.
    socket.on("error", () => undefined);
    socket.once("data", () => resolve(socket.resume()));
    socket.write("GET /stream HTTP/1.1\r\nHost: origin\r\n\r\n");
  });
  call.once("error", reject);
  call.end();
  return await promise;
}
