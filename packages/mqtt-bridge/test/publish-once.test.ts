import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import mqtt from "mqtt";
import { describe, expect, it, onTestFinished } from "vitest";
import { type BridgeTimings, startBridge } from "../src/index.ts";
import { publishOnce } from "../src/publish-once.ts";
import { readRetained } from "../src/purge/retained.ts";
import { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

const timings: Partial<BridgeTimings> = { settleMs: 20, apartMs: 20, scanQuietMs: 300, startGraceMs: 0, lostMs: 100 };

describe.each(brokerKinds.slice(0, 2))("publishing once on $name", ({ protocol, start }) => {
  async function place(coreUrl?: string) {
    const broker = await start();
    onTestFinished(() => broker.stop());
    const simulator = await startSimulator({ scenario: "home" });
    onTestFinished(() => simulator.stop());
    const controller = openController({
      id: "home",
      url: coreUrl ?? simulator.url,
      policy: { outlets: { mqtt: "none" } },
    });
    onTestFinished(() => controller.close());
    const options = {
      config: { url: broker.url, protocol },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings,
    };
    const standing = async (): Promise<ReadonlyMap<string, string>> => {
      const client = await mqtt.connectAsync(broker.url, { protocolVersion: protocol });
      const found = await readRetained(client, ["#"], { quietMs: 300 });
      await client.endAsync();
      return found;
    };
    return { broker, options, standing };
  }

  it("leaves everything there as it is, online, with nothing to press, and lets others drive the core", async () => {
    const { options, standing } = await place();
    expect(await publishOnce(options)).toEqual({ home: "online" });
    const left = await standing();
    expect([left.get("pointsman/home/state"), left.get("pointsman/bridge/attic/state")]).toEqual(["online", "online"]);
    expect(left.get("pointsman/home/mode")).toBe("rule");
    expect([...left.keys()].filter((topic) => topic.endsWith("/now")).length).toBeGreaterThan(3);
    expect(left.has("pointsman/home/owner")).toBe(false);
    const announced = [...left].filter(([topic]) => topic.startsWith("homeassistant/device/pointsman_home_"));
    expect(announced.length).toBeGreaterThanOrEqual(3);
    for (const [, payload] of announced) expect(payload).not.toContain("command_topic");
    // What is told again is the same, but for what is measured in those seconds.
    expect(await publishOnce(options)).toEqual({ home: "online" });
    const lasting = (topics: ReadonlyMap<string, string>): string[] =>
      [...topics.keys()].filter((topic) => !/\/(traffic|totals|memory|connections)$/.test(topic)).toSorted();
    expect(lasting(await standing())).toEqual(lasting(left));
  });

  it("says of a core that does not answer that it is offline", async () => {
    const { options, standing } = await place("http://127.0.0.1:1");
    expect(await publishOnce(options)).toEqual({ home: "offline" });
    expect((await standing()).get("pointsman/home/state")).toBe("offline");
  });

  it("leaves a core alone that a bridge drives", async () => {
    const { broker, options } = await place();
    const bridge = startBridge({ ...options, instance: "cellar" });
    onTestFinished(() => bridge.stop());
    const person = await listen(broker.url, ["pointsman/home/owner"], { protocolVersion: protocol });
    onTestFinished(() => person.stop());
    await person.hears(({ payload }) => payload.includes('"cellar"'), "the owner");
    await expect(publishOnce(options)).rejects.toMatchObject({ code: "busy" });
    expect(person.last("pointsman/home/owner")).toContain('"cellar"');
  });
});

it("says in one sentence that the broker is away", async () => {
  const late = publishOnce({ config: { url: "mqtt://127.0.0.1:1" }, controllers: new Map() }, { patienceMs: 100 });
  await expect(late).rejects.toThrow("After 0.1 s the broker does not answer.");
});
