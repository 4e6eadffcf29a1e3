import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { ControllerError } from "../../src/client/errors.ts";
import type { FrameData, FrameSocket, SocketEvents } from "../../src/client/transport.ts";
import type { TestServer } from "./servers.ts";

/** Lets a test server accept WebSockets; without this its upgrades fall to the ordinary answer. */
export function acceptWebSockets(
  server: TestServer,
  onSocket: (socket: WebSocket, url: string) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true });
  server.server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (accepted) => onSocket(accepted, request.url ?? ""));
  });
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
  });
  return sockets;
}

/** What a socket told, in order, with a way to wait for the next thing. */
export class Told implements SocketEvents {
  readonly all: string[] = [];
  error: ControllerError | undefined;
  phase: string | undefined;
  #waiters: (() => void)[] = [];

  onOpen(): void {
    this.#add("open");
  }

  onFrame(data: FrameData): void {
    this.#add(data.toString());
  }

  onEnd(error: ControllerError, phase?: string): void {
    this.error = error;
    this.phase = phase;
    this.#add("end");
  }

  /** Resolves when so many things were told. */
  async count(many: number): Promise<string[]> {
    while (this.all.length < many) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return this.all;
  }

  /** Resolves with the error that ended it. */
  async ended(): Promise<ControllerError> {
    while (this.error === undefined) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return this.error;
  }

  #add(what: string): void {
    this.all.push(what);
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}

/** Ends a socket with the test. */
export function untilFinished<Socket extends FrameSocket>(socket: Socket): Socket {
  onTestFinished(() => socket.terminate());
  return socket;
}
