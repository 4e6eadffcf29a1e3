import type { MqttConfig } from "../config.ts";
import { bridgeDiscoveryTopic, isPartOf } from "../homeassistant/discovery.ts";
import type { Ownership } from "../mqtt/ownership.ts";
import type { Topics } from "../mqtt/topics.ts";

/** What a bridge is now. */
export interface Here {
  readonly base: string;
  /** Undefined: discovery is off. */
  readonly prefix: string | undefined;
  readonly instance: string;
  /** Ids of its controllers. */
  readonly controllers: readonly string[];
  /** Topic of its own device. */
  readonly ownDevice: string;
}

export function hereOf(config: MqttConfig, instance: string, controllers: readonly string[]): Here {
  const { prefix, discovery } = config["home-assistant"];
  const base = config["base-topic"];
  const ownDevice = bridgeDiscoveryTopic({ prefix, base, instance });
  return { base, instance, prefix: discovery ? prefix : undefined, controllers, ownDevice };
}

/** Whether a topic is of a controller that another bridge drives. */
export function anothers(
  config: MqttConfig,
  topics: Topics,
  ownership: Pick<Ownership, "driver">,
  controllers: readonly string[],
): (topic: string) => boolean {
  const discovery = { prefix: config["home-assistant"].prefix, base: config["base-topic"] };
  return (topic) =>
    controllers.some(
      (id) =>
        ownership.driver(id) === "other" &&
        (topic.startsWith(`${topics.controller(id).root}/`) || isPartOf(topic, id, discovery)),
    );
}
