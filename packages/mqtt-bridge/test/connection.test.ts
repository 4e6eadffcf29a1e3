import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Aedes } from "aedes";
import { expect, it, onTestFinished } from "vitest";
import { Connection } from "../src/mqtt/connection.ts";
import { type Message, retained } from "../src/mqtt/message.ts";
import type { Wire } from "../src/mqtt/publisher.ts";

/** A broker that can stop reading what it is sent, and can break off. */
async function tiredBroker() {
  const broker = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    broker.handle(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakOff = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(async () => {
    breakOff();
    await new Promise((resolve) => broker.close(() => resolve(undefined)));
    await new Promise((resolve) => server.close(resolve));
  });
  const tire = (): void => {
    for (const socket of sockets) socket.removeAllListeners("readable").removeAllListeners("data").pause();
  };
  return { tire, breakOff, url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it("answers for every message when the connection goes, also for those that waited for room in the socket", async () => {
  const { url, tire, breakOff } = await tiredBroker();
  const first = Promise.withResolvers<Wire>();
  const down = Promise.withResolvers<string>();
  const connection = new Connection(
    {
      url,
      clientId: "attic",
      protocol: 4,
      will: retained("attic/state", "offline"),
      subscriptions: ["attic/set"],
    },
    { up: (wire) => first.resolve(wire), down: down.resolve, refused: () => undefined, message: () => undefined },
  );
  onTestFinished(() => connection.stop([], 0));
  connection.start();
  const wire = await first.promise;
  tire();
  const figure: Message = { topic: "attic/figure", payload: "7".repeat(900_000), retain: true, qos: 0 };
  const answers = Promise.allSettled(Array.from({ length: 20 }, () => wire.publish(figure)));
  breakOff();
  await down.promise;
  expect((await answers).map(({ status }) => status)).toContain("rejected");
  await expect(wire.publish(figure)).rejects.toThrow("lost");
});
