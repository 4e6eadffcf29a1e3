import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Aedes } from "aedes";
import type { Part } from "./part.ts";

/** An MQTT 3.1.1 broker in this process, with what the page needs to show it. */
export interface DemoBroker extends Part {
  readonly url: string;
  /** Last payload of every topic that was published, retained or not, answers aside. */
  readonly topics: ReadonlyMap<string, string>;
  /** Each message of the clients; returns the way out. */
  onMessage(listener: (topic: string, payload: string) => void): () => void;
  publish(topic: string, payload: string): Promise<void>;
}

/** Starts on 127.0.0.1 and a free port. */
export async function startBroker(): Promise<DemoBroker> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const topics = new Map<string, string>();
  const listeners = new Set<(topic: string, payload: string) => void>();
  broker.on("publish", (packet) => {
    if (packet.topic.startsWith("$SYS")) return;
    const payload = packet.payload.toString();
    if (payload === "") topics.delete(packet.topic);
    else topics.set(packet.topic, payload);
    for (const listener of listeners) listener(packet.topic, payload);
  });

  return {
    name: "broker",
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    topics,
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish: (topic, payload) =>
      new Promise((resolve, reject) => {
        broker.publish(
          { cmd: "publish", topic, payload: Buffer.from(payload), qos: 0, retain: false, dup: false },
          (error) => (error ? reject(error) : resolve()),
        );
      }),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise((resolve) => broker.close(() => resolve(undefined))),
        new Promise((resolve) => server.close(resolve)),
      ]);
    },
  };
}
