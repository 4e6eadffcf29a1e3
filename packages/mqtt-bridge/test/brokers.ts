import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { peer, startMosquitto } from "@pointsman/simulator/testing";
import { Aedes } from "aedes";

/** A broker of a test's own. */
export interface TestBroker {
  readonly url: string;
  stop(): Promise<void>;
}

/** The embedded broker: MQTT 3.1.1 only. */
async function startAedes(): Promise<TestBroker> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise((resolve) => broker.close(() => resolve(undefined))),
        new Promise((resolve) => server.close(resolve)),
      ]);
    },
  };
}

/** Every broker and protocol version that the bridge must serve; the real one where it is installed (or required). */
export const brokerKinds: readonly {
  name: string;
  protocol: 4 | 5;
  connection: string;
  start: () => Promise<TestBroker>;
}[] = [
  { name: "the embedded broker, MQTT 3.1.1", protocol: 4, connection: "mqtt 3.1.1", start: startAedes },
  ...(peer("mosquitto") === undefined
    ? []
    : ([
        { name: "mosquitto, MQTT 5", protocol: 5, connection: "mqtt 5", start: startMosquitto },
        { name: "mosquitto, MQTT 3.1.1", protocol: 4, connection: "mqtt 3.1.1", start: startMosquitto },
      ] as const)),
];
