import type { MqttConfig } from "../config.ts";
import { languages } from "../locales/texts.ts";
import { topicsOf } from "../mqtt/topics.ts";
import type { DiscoveryOptions } from "./discovery.ts";

/** How this bridge announces; undefined where the config wants no discovery. */
export function discoveryOptionsOf(
  config: MqttConfig,
  { instance, version, speaksV5 }: { instance: string; version: string; speaksV5: () => boolean },
): DiscoveryOptions | undefined {
  const { discovery, prefix, language, ...homeAssistant } = config["home-assistant"];
  if (!discovery) return undefined;
  const base = config["base-topic"];
  const expiry = homeAssistant["command-expiry"];
  return {
    // Asked at each announcement, as another session may speak another version.
    get commandExpiry() {
      return expiry > 0 && speaksV5() ? expiry : undefined;
    },
    prefix,
    base,
    instance,
    topics: topicsOf(base, instance),
    texts: languages[language],
    rateUnit: homeAssistant["rate-unit"],
    maxOptions: homeAssistant["max-options"],
    version,
  };
}
