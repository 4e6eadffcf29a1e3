import type { BridgeOptions } from "../bridge-options.ts";
import { type MqttConfig, mqttConfig } from "../config.ts";
import type { BridgeTimings } from "../timings.ts";
import type { ConnectionOptions } from "./connection.ts";
import { brokerOf, loginOf } from "./dial.ts";
import { type BrokerLogin, LoginWatch } from "./login-watch.ts";
import { retained } from "./message.ts";
import type { Topics } from "./topics.ts";

/** What the bridge adds to its config. */
export interface ConnectionParts {
  readonly instance: string;
  readonly topics: Topics;
  /** Topics to hear beside commands and ownership. */
  readonly further: readonly string[];
  readonly timings: Pick<BridgeTimings, "backoff" | "loginMs">;
  readonly reread: BridgeOptions["reread"];
  readonly warn: (sentence: string) => void;
}

/** Where a bridge connects to, what it wants to hear there, and what the broker says for it when it is gone. */
export function connectionOptionsOf(config: MqttConfig, parts: ConnectionParts): ConnectionOptions {
  const { instance, topics, further, timings, reread, warn } = parts;
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
