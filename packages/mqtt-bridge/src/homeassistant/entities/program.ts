import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** The core as a program: since when it runs, its version, and its update. */
export function programEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { may }: House,
  texts: Texts,
): [string, Component][] {
  const sensor = (what: string, name: string): ReturnType<typeof identity<"sensor">> =>
    identity(scope, { platform: "sensor", unique: what, object: what, name });
  return [
    [
      "sensor_started",
      {
        ...sensor("started", texts.started),
        device_class: "timestamp",
        entity_category: "diagnostic",
        state_topic: topics.started,
      },
    ],
    [
      "sensor_version",
      {
        ...sensor("version", texts.version),
        icon: "mdi:tag-outline",
        entity_category: "diagnostic",
        enabled_by_default: false,
        state_topic: topics.version,
        value_template: "{{ value_json.installed_version }}",
      },
    ],
    [
      "update_core",
      {
        ...identity(scope, { platform: "update", unique: "core", object: "core", name: texts.core }),
        device_class: "firmware",
        entity_category: "config",
        state_topic: topics.version,
        ...(may("upgrade-core") ? { command_topic: topics.request("upgrade-core"), payload_install: "{}" } : {}),
      },
    ],
  ];
}
