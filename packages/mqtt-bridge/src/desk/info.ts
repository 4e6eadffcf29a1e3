import type { BridgeOptions } from "../bridge-options.ts";
import type { MqttConfig } from "../config.ts";
import { maxPayload } from "../mqtt/publisher.ts";
import { ownVersion } from "../own-version.ts";
import type { BridgeInfo } from "../state/bridge-states.ts";

/** What a bridge tells of itself that stays the same as long as it lives. */
export type FixedInfo = Omit<BridgeInfo, "protocol" | "started" | "node" | "reachable" | "log">;

export function infoOf(config: MqttConfig, controllers: BridgeOptions["controllers"]): FixedInfo {
  const { discovery, language } = config["home-assistant"];
  return {
    version: ownVersion,
    controllers: [...controllers.keys()],
    features: { discovery, raw_rows: config["raw-rows"], language },
    limits: { max_payload: maxPayload },
  };
}
