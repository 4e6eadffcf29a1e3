import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type Controller, openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Bridge, startBridge } from "../src/index.ts";
import { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

let controller: Controller;
let url: string;

beforeEach(async () => {
  const simulator = await startSimulator({ scenario: "home" });
  controller = openController({ id: "home", url: simulator.url });
  onTestFinished(async () => {
    await controller.close();
    await simulator.stop();
  });
});

function bridge(instance: string, protocol?: 4 | 5): { running: Bridge; warnings: string[] } {
  const warnings: string[] = [];
  const running = startBridge({
    config: { url, ...(protocol === undefined ? {} : { protocol }) },
    controllers: new Map([["home", controller]]),
    instance,
    timings: { pollMs: 200, settleMs: 20, apartMs: 20, backoff: { firstMs: 20, maxMs: 20 } },
    log: { info: () => undefined, warn: (sentence) => void warnings.push(sentence) },
  });
  onTestFinished(() => running.stop());
  return { running, warnings };
}

describe.each(brokerKinds)("two bridges on $name", ({ protocol, start }) => {
  beforeEach(async () => {
    const broker = await start();
    onTestFinished(() => broker.stop());
    url = broker.url;
  });

  it("never drive one controller both: the second waits, says so, and takes over", async () => {
    const person = await listen(url, ["#"], { protocolVersion: protocol });
    onTestFinished(() => person.stop());
    const owner = (instance: string, since = 0) =>
      person.hears(
        ({ topic, payload }) => topic === "pointsman/home/owner" && payload.includes(`"${instance}"`),
        `the owner ${instance}`,
        since,
      );
    const answered = (transaction: string) =>
      person.hears(
        ({ topic, payload }) => topic === "pointsman/home/response/flush-dns" && payload.includes(`"${transaction}"`),
        `the answer ${transaction}`,
      );
    const first = bridge("first", protocol);
    await owner("first");
    const second = bridge("second", protocol);
    await expect.poll(() => second.warnings).toEqual([expect.stringContaining('the bridge "first" drives home')]);
    await person.publish("pointsman/home/request/flush-dns", '{"transaction":"one"}');
    await answered("one");
    const before = person.heard.length;
    await first.running.stop();
    await owner("second", before);
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/state" && payload === "online",
      "the controller online again",
      before,
    );
    await person.publish("pointsman/home/request/flush-dns", '{"transaction":"two"}');
    await answered("two");
    const answers = person.heard.filter(({ topic }) => topic === "pointsman/home/response/flush-dns");
    expect(answers).toHaveLength(2);
  });

  it("of the same instance do not fight for its place: the one that lost it says so and stays away", async () => {
    const both = [bridge("attic", protocol), bridge("attic", protocol)];
    const lost = (): boolean =>
      both.some(({ warnings }) => warnings.some((each) => each.includes("took over this client id")));
    await expect.poll(lost).toBe(true);
  });
});

describe("a broker that says why it ends a session", () => {
  it("is believed: another client took over this client id", async () => {
    const server = createServer((socket) => {
      // MQTT 5: CONNACK, then DISCONNECT with reason 142.
      socket.once("data", () => socket.end(Buffer.from([0x20, 3, 0, 0, 0, 0xe0, 2, 142, 0])));
      socket.on("error", () => undefined);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { warnings } = bridge("attic");
    await expect.poll(() => warnings[0]).toContain("took over this client id");
  });
});
