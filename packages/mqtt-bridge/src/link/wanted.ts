import type { MqttConfig } from "../config.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";

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
