import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { peer, startMosquitto } from "@pointsman/simulator/testing";
import { Aedes } from "aedes";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Bridge, startBridge } from "../src/index.ts";
import { listen } from "./listener.ts";
import { spawnBridge } from "./spawn-bridge.ts";

/** A broker whose every publish is seen, whose connections can be cut, and which may think about subscriptions. */
async function watchedBroker() {
  const broker = await Aedes.createBroker();
  const published: { topic: string; payload: string }[] = [];
  broker.on("publish", ({ topic, payload }) => published.push({ topic, payload: payload.toString() }));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(async () => {
    cut();
    await new Promise((resolve) => broker.close(() => resolve(undefined)));
    await new Promise((resolve) => server.close(resolve));
  });
  return { broker, published, cut, url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startHome(url: string): Promise<Bridge> {
  const simulator = await startSimulator({ scenario: "home" });
  const controller = openController({ id: "home", url: simulator.url });
  const bridge = startBridge({
    config: { url, protocol: 4 },
    controllers: new Map([["home", controller]]),
    instance: "attic",
    timings: { pollMs: 200, settleMs: 20, apartMs: 20, birthMs: [300, 301], backoff: { firstMs: 20, maxMs: 40 } },
  });
  onTestFinished(async () => {
    await bridge.stop();
    await controller.close();
    await simulator.stop();
  });
  return bridge;
}

describe("the life of a bridge", () => {
  it("says nothing more once it is stopped, though the broker grants its subscriptions late", async () => {
    const { broker, published, url } = await watchedBroker();
    const asked = Promise.withResolvers<() => void>();
    broker.authorizeSubscribe = (_client, subscription, done) => asked.resolve(() => done(null, subscription));
    const bridge = await startHome(url);
    const grant = await asked.promise;
    const stopped = bridge.stop();
    grant();
    await stopped;
    expect(bridge.connection).toBe("stopped");
    expect(published.filter(({ payload }) => payload === "online")).toEqual([]);
  });

  it("answers a birth of Home Assistant after an earlier one was lost with the connection", async () => {
    const { broker, published, cut, url } = await watchedBroker();
    await startHome(url);
    const discoveries = (): number => published.filter(({ topic }) => topic.endsWith("_home_core/config")).length;
    const birth = (): Promise<void> =>
      new Promise((resolve) => {
        const message = { cmd: "publish", topic: "homeassistant/status", payload: "online" } as const;
        broker.publish({ ...message, qos: 0, retain: false, dup: false }, () => resolve());
      });
    await expect.poll(discoveries).toBeGreaterThan(0);
    await birth();
    const before = published.length;
    cut();
    await expect
      .poll(() => published.slice(before).filter(({ payload }) => payload === "online").length)
      .toBeGreaterThan(1);
    const announced = discoveries();
    await birth();
    await expect.poll(discoveries).toBeGreaterThan(announced);
  });

  it.skipIf(peer("mosquitto") === undefined)("is shown offline by the broker when its process is killed", async () => {
    const mosquitto = await startMosquitto({});
    const simulator = await startSimulator({ scenario: "empty" });
    const person = await listen(mosquitto.url);
    const child = spawnBridge({ config: { url: mosquitto.url, protocol: 4 }, cores: { home: simulator.url } });
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await person.stop();
      await simulator.stop();
      await mosquitto.stop();
    });
    const says = (state: string) =>
      person.hears(
        ({ topic, payload }) => topic === "pointsman/bridge/attic/state" && payload === state,
        `the bridge ${state}`,
      );
    await says("online");
    child.kill("SIGKILL");
    await says("offline");
  });
});
