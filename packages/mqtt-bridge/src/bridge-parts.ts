import { createRequire } from "node:module";
import type { BridgeLog, BridgeOptions } from "./bridge-options.ts";
import type { BridgeDeskOptions } from "./bridge-desk.ts";
import { type ReplyGuard, replyGuard } from "./commands/reply-topics.ts";
import { type MqttConfig, mqttConfig } from "./config.ts";
import type { ConnectionOptions } from "./mqtt/connection.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";
import { bridgeDiscoveryTopic, isPartOf } from "./homeassistant/discovery.ts";
import { brokerOf, loginOf } from "./mqtt/dial.ts";
import { type BrokerLogin, LoginWatch } from "./mqtt/login-watch.ts";
import { type Message, retained } from "./mqtt/message.ts";
import type { Ownership } from "./mqtt/ownership.ts";
import type { Topics } from "./mqtt/topics.ts";
import type { Here } from "./purge/orphans.ts";
import type { BridgeTimings } from "./timings.ts";

// By its own name, which holds in the sources and in the build alike.
export const { version: ownVersion } = createRequire(import.meta.url)("@pointsman/mqtt-bridge/package.json") as {
  readonly version: string;
};

/** What every common broker takes, in bytes. */
export const maxPayload = 1_000_000;

/** How long a farewell may take. */
export const stopGraceMs = 3000;

/** Where a bridge connects to, and what it wants to hear there. */
export function connectionOptionsOf(config: MqttConfig, made: ConnectionParts): ConnectionOptions {
  const { instance, topics, further, timings, reread, warn } = made;
  const read = (): BrokerLogin => {
    const now = reread?.();
    return loginOf(now === undefined ? config : mqttConfig.parse(now));
  };
  return {
    ...brokerOf(config, `pointsman-${instance}`),
    will: retained(topics.bridgeState, "offline"),
    subscriptions: [...topics.commandFilters, ...further],
    shared: topics.ownershipFilters,
    backoff: timings.backoff,
    login: new LoginWatch({ read, first: loginOf(config), everyMs: timings.loginMs, warn }),
  };
}

interface ConnectionParts {
  readonly instance: string;
  readonly topics: Topics;
  /** Topics to hear beside commands and ownership. */
  readonly further: readonly string[];
  readonly timings: BridgeTimings;
  readonly reread: BridgeOptions["reread"];
  readonly warn: (sentence: string) => void;
}

/** Where answers may go. */
export function replyGuardOf(config: MqttConfig, topics: Topics): ReplyGuard {
  const { prefix } = config["home-assistant"];
  return replyGuard({ base: config["base-topic"], prefix, filters: config["reply-topics"], topics });
}

/** What people read where a payload is too large to send. */
export function oversize(topic: string, bytes: number): string {
  return `did not publish ${topic}: ${bytes} bytes are more than a broker takes; lower mqtt.home-assistant.max-options`;
}

/** The last words of a bridge: whoever waits may have its controllers. */
export function farewellOf(topics: Topics, ownership: Ownership, controllers: readonly string[]): Message[] {
  const owned = controllers.filter((id) => ownership.owns(id));
  return [
    ...owned.map((id) => retained(topics.controller(id).state, "offline")),
    ...ownership.farewell(),
    retained(topics.bridgeState, "offline"),
  ];
}

/** What a bridge tells of itself that stays the same as long as it lives. */
export function infoOf(
  config: MqttConfig,
  version: string,
  controllers: BridgeOptions["controllers"],
): BridgeDeskOptions["info"] {
  const { discovery, language } = config["home-assistant"];
  return {
    version,
    controllers: [...controllers.keys()],
    features: { discovery, raw_rows: config["raw-rows"], language },
    limits: { max_payload: maxPayload },
  };
}

/** What of a house the config wants to be shown, and how. */
export function wantedOf(
  homeAssistant: MqttConfig["home-assistant"],
): Pick<ControllerLinkOptions, "rules" | "maxDevices" | "favourites" | "pinnedGroups" | "wantedNodes"> {
  return {
    rules: homeAssistant,
    maxDevices: homeAssistant["max-devices"],
    favourites: homeAssistant.favourites,
    pinnedGroups: homeAssistant.groups,
    wantedNodes: homeAssistant.nodes,
  };
}

/** What the sweeper has to know of this bridge. */
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

/** A log that is told to somebody else as well. */
export function tellingLog(log: BridgeLog, tell: (level: "info" | "warn", sentence: string) => void): BridgeLog {
  const at = (level: "info" | "warn") => (sentence: string) => {
    log[level](sentence);
    tell(level, sentence);
  };
  return { info: at("info"), warn: at("warn") };
}

export const silentLog: BridgeLog = { info: () => undefined, warn: () => undefined };
