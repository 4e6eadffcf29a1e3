import { request } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A core that has just started, or takes a configuration, drops what comes until its tunnel runs: after its API, before its first second. */
const PATIENCE_MS = 1_000;
const PAUSE_MS = 20;

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

/** Asks the origin of a house for an answer that never ends. Resolves with its first bytes; rejects where none come within a second. */
export async function talkThrough(port: number, authority: string): Promise<Socket> {
  const started = performance.now();
  for (;;) {
    const socket = await connectThrough(port, authority);
    if (await moves(socket)) return socket.resume();
    if (performance.now() - started > PATIENCE_MS) {
      throw new Error(`The way to ${authority} closed before a byte came.`);
    }
    await delay(PAUSE_MS);
  }
}

function moves(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once("data", () => resolve(true));
    socket.once("close", () => resolve(false));
    socket.write("GET /stream HTTP/1.1\r\nHost: origin\r\n\r\n");
  });
}
