import type { MqttConfig } from "../config.ts";
import { addressOf } from "../names/own-names.ts";

/**
 * The config as the bridge tells it to whoever asks: by allow-list, so that a key that comes later shows nothing before
 * somebody put it here. Of a secret it tells that there is one.
 */
export function shownConfig(config: MqttConfig): Record<string, unknown> {
  const { "home-assistant": homeAssistant, tls } = config;
  return {
    url: addressOf(config.url),
    login: config.username !== undefined || config.password !== undefined || new URL(config.url).username !== "",
    tls: {
      ca: tls?.ca !== undefined,
      client_certificate: tls?.cert !== undefined,
      server_name: tls?.["server-name"] ?? null,
      min_version: tls?.["min-version"] ?? "TLSv1.2",
      insecure: tls?.insecure ?? false,
    },
    protocol: config.protocol ?? "found out",
    base_topic: config["base-topic"],
    raw_rows: config["raw-rows"],
    reply_topics: config["reply-topics"],
    log_topic: config["log-topic"],
    home_assistant: {
      discovery: homeAssistant.discovery,
      prefix: homeAssistant.prefix,
      language: homeAssistant.language,
      rules: homeAssistant.rules.length,
      internet: Object.keys(homeAssistant.internet).length,
      groups: Object.keys(homeAssistant.groups).length,
      command_expiry: homeAssistant["command-expiry"],
      rate_unit: homeAssistant["rate-unit"],
      nodes: homeAssistant.nodes.length,
      max_devices: homeAssistant["max-devices"],
      max_options: homeAssistant["max-options"],
    },
  };
}
