import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** An MQTT 3.1.1 broker in this process. */
export interface EmbeddedBroker {
  readonly url: string;
  /** Last payload of every topic that clients published, retained or not. */
  readonly topics: ReadonlyMap<string, string>;
  /** Each message as it comes; returns the way out. */
  onMessage(listener: (topic: string, payload: string) => void): () => void;
  publish(topic: string, payload: string): Promise<void>;
  /** Cuts every connection. */
  stop(): Promise<void>;
}

/** Starts on 127.0.0.1 and a free port. Needs the package `aedes`. */
export async function startEmbeddedBroker(): Promise<EmbeddedBroker> {
  // Loaded here, so that whoever needs no broker needs no aedes either.
  const { Aedes } = await import("aedes");
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
