import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { onTestFinished } from "vitest";
import { type BridgeOptions, type MqttConfig, type MqttConfigInput, mqttConfig, startBridge } from "../src/index.ts";
import type { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

/**
 * A simulated home with a bridge on a broker, and a person who hears everything there, once a group's state was told. All
 * of it ends with the test.
 */
export async function startHome(
  { protocol, start }: (typeof brokerKinds)[number],
  options: {
    readonly homeAssistant?: MqttConfigInput["home-assistant"];
    readonly timings?: BridgeOptions["timings"];
  } = {},
) {
  const broker = await start();
  const simulator = await startSimulator({ scenario: "home" });
  const controller = openController({ id: "home", url: simulator.url });
  const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
  const config: MqttConfig = mqttConfig.parse({
    url: broker.url,
    protocol,
    ...(options.homeAssistant === undefined ? {} : { "home-assistant": options.homeAssistant }),
  });
  const bridge = startBridge({
    config,
    controllers: new Map([["home", controller]]),
    instance: "attic",
    timings: { settleMs: 20, apartMs: 20, birthMs: [5, 10], ...options.timings },
  });
  onTestFinished(async () => {
    await bridge.stop();
    await person.stop();
    await controller.close();
    await simulator.stop();
    await broker.stop();
  });
  await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state");
  return { broker, config, bridge, person };
}
