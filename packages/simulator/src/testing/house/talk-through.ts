import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * A way through a core's own inbound, by CONNECT. The core says yes before it knows whether it can: the end of the
 * connection tells. Being cut off is no error: that is what many checks wait for.
 * @param authority Host and port.
 */
export function connectThrough(port: number, authority: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, method: "CONNECT", path: authority, agent: false });
    call.once("connect", (_answer, socket) => {
      socket.on("error", () => undefined);
      resolve(socket);
    });
    call.once("error", reject);
    call.end();
  });
}

/** Asks the origin of a house for an answer that never ends. Resolves with its first bytes; rejects where none come. */
export async function talkThrough(port: number, authority: string): Promise<Socket> {
  const socket = await connectThrough(port, authority);
  const moving = new Promise<void>((resolve, reject) => {
    socket.once("data", () => resolve());
    socket.once("close", () => reject(new Error(`The way to ${authority} closed before a byte came.`)));
  });
  socket.write("GET /stream HTTP/1.1\r\nHost: origin\r\n\r\n");
  await moving;
  return socket.resume();
}
