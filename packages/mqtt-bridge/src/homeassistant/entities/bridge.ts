import type { Texts } from "../../locales/texts.ts";
import type { Topics } from "../../mqtt/topics.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** The bridge's own: whether it is there, and which version. */
export function bridgeEntities(scope: EntityScope, topics: Topics, texts: Texts): [string, Component][] {
  return [
    [
      "binary_sensor_connected",
      {
        ...identity(scope, {
          platform: "binary_sensor",
          unique: "connected",
          object: "connected",
          name: texts.connected,
        }),
        device_class: "connectivity",
        entity_category: "diagnostic",
        state_topic: topics.bridgeState,
        payload_on: "online",
        payload_off: "offline",
      },
    ],
    [
      "sensor_version",
      {
        ...identity(scope, { platform: "sensor", unique: "version", object: "version", name: texts.version }),
        icon: "mdi:tag-outline",
        entity_category: "diagnostic",
        enabled_by_default: false,
        availability: [{ topic: topics.bridgeState }],
        state_topic: topics.bridgeInfo,
        value_template: "{{ value_json.version }}",
      },
    ],
  ];
}
