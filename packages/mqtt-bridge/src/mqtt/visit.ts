import { randomBytes } from "node:crypto";
import { ControllerError } from "@pointsman/core";
import mqtt, { type MqttClient } from "mqtt";
import type { MqttConfig } from "../config.ts";
import { brokerOf, describeFailure, dialOptions, isVersionRefusal } from "./dial.ts";

/**
 * A short connection beside a running bridge: a client id of its own, no will. The caller ends it.
 * @param purpose Part of the client id, for whoever reads the broker's log.
 * @throws ControllerError `unreachable`
 */
export async function visitBroker(config: MqttConfig, purpose: string): Promise<MqttClient> {
  const broker = brokerOf(config, `pointsman-${purpose}-${randomBytes(4).toString("hex")}`);
  const dial = async (protocol: 4 | 5): Promise<MqttClient> => {
    const client = await mqtt.connectAsync(broker.url, dialOptions(broker, protocol), false);
    // A late error must not end the process; what it means shows in what fails.
    client.on("error", () => undefined);
    return client;
  };
  try {
    return await dial(config.protocol ?? 5).catch((error: unknown) => {
      if (config.protocol === undefined && isVersionRefusal(error)) return dial(4);
      throw error;
    });
  } catch (error) {
    throw new ControllerError("unreachable", `The broker cannot be reached: ${describeFailure(error)}.`);
  }
}
