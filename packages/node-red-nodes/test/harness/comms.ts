import { WebSocket } from "ws";

/** One message of the editor's socket. */
export interface CommsMessage {
  readonly topic: string;
  readonly data: unknown;
}

/** The editor's socket: statuses, debug messages and notifications. */
export interface Comms {
  /** Resolves with the first message that fits, past ones included. */
  expect(fits: (message: CommsMessage) => boolean, withinMs?: number): Promise<CommsMessage>;
  readonly messages: readonly CommsMessage[];
  close(): void;
}

const topics = ["notification/#", "status/#", "debug"];

export async function openComms(url: string, token?: string): Promise<Comms> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/comms`);
  const messages: CommsMessage[] = [];
  const readers = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    const parsed = JSON.parse(data.toString()) as CommsMessage | readonly CommsMessage[];
    messages.push(...[parsed].flat());
    for (const read of readers) read();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  const comms = commsOn(socket, messages, readers);
  if (token !== undefined) {
    socket.send(JSON.stringify({ auth: token }));
    await comms.expect((message) => (message as { auth?: unknown }).auth === "ok");
  }
  for (const topic of topics) socket.send(JSON.stringify({ subscribe: topic }));
  return comms;
}

function commsOn(socket: WebSocket, messages: readonly CommsMessage[], readers: Set<() => void>): Comms {
  return {
    messages,
    expect(fits, withinMs = 30_000) {
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          readers.delete(read);
        };
        const read = (): void => {
          const found = messages.find(fits);
          if (found === undefined) return;
          end();
          resolve(found);
        };
        const timer = setTimeout(() => {
          end();
          const seen = messages.slice(-10).map((message) => JSON.stringify(message).slice(0, 200));
          reject(new Error(`No such message within ${withinMs} ms; the last were: ${seen.join("\n")}`));
        }, withinMs);
        readers.add(read);
        read();
      });
    },
    close: () => socket.terminate(),
  };
}
