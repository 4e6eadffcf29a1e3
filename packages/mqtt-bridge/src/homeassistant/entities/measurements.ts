import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { type Component, type EntityScope, identity } from "../component.ts";
import type { RateUnit } from "../../config.ts";
import { rateIn } from "../rate-units.ts";

/** Connectivity, rates, totals, memory and the number of connections. */
export function measurementEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  texts: Texts,
  unit: RateUnit,
): [string, Component][] {
  return [
    ["binary_sensor_connected", connected(scope, topics, texts)],
    ["sensor_download", rate(scope, topics, { what: "download", key: "down", name: texts.download }, unit)],
    ["sensor_upload", rate(scope, topics, { what: "upload", key: "up", name: texts.upload }, unit)],
    ["sensor_download_total", total(scope, topics, { what: "download_total", key: "down", name: texts.downloaded })],
    ["sensor_upload_total", total(scope, topics, { what: "upload_total", key: "up", name: texts.uploaded })],
    ["sensor_memory", memory(scope, topics, texts)],
    ["sensor_connections", connections(scope, topics, texts)],
  ];
}

function connected(scope: EntityScope, topics: ControllerTopics, texts: Texts): Component {
  return {
    ...identity(scope, { platform: "binary_sensor", unique: "connected", object: "connected", name: texts.connected }),
    device_class: "connectivity",
    entity_category: "diagnostic",
    state_topic: topics.state,
    payload_on: "online",
    payload_off: "offline",
  };
}

interface Reading {
  readonly what: string;
  readonly key: "up" | "down";
  readonly name: string;
}

/** MQTT discovery cannot suggest a unit, so the published one is what people see first. */
function rate(scope: EntityScope, topics: ControllerTopics, { what, key, name }: Reading, unit: RateUnit): Component {
  const { template, precision } = rateIn(unit, key);
  return {
    ...identity(scope, { platform: "sensor", unique: what, object: what, name }),
    device_class: "data_rate",
    unit_of_measurement: unit,
    state_class: "measurement",
    suggested_display_precision: precision,
    state_topic: topics.traffic,
    value_template: template,
  };
}

function total(scope: EntityScope, topics: ControllerTopics, { what, key, name }: Reading): Component {
  return {
    ...identity(scope, { platform: "sensor", unique: what, object: what, name }),
    device_class: "data_size",
    unit_of_measurement: "GB",
    // The core counts from zero at each start: the class knows that a fall is a reset.
    state_class: "total_increasing",
    suggested_display_precision: 2,
    state_topic: topics.totals,
    value_template: `{{ (value_json.${key} / 1000000000) | round(3) }}`,
  };
}

function memory(scope: EntityScope, topics: ControllerTopics, texts: Texts): Component {
  return {
    ...identity(scope, { platform: "sensor", unique: "memory", object: "memory", name: texts.memory }),
    device_class: "data_size",
    unit_of_measurement: "MB",
    state_class: "measurement",
    entity_category: "diagnostic",
    state_topic: topics.memory,
    value_template: "{{ value_json.mb }}",
  };
}

function connections(scope: EntityScope, topics: ControllerTopics, texts: Texts): Component {
  return {
    ...identity(scope, { platform: "sensor", unique: "connections", object: "connections", name: texts.connections }),
    unit_of_measurement: texts.connectionsUnit,
    state_class: "measurement",
    icon: "mdi:lan-connect",
    state_topic: topics.connections,
    value_template: "{{ value_json.count }}",
  };
}
