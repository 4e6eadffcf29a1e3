import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { asciiPart } from "../../names/slug.ts";
import type { HouseDevice } from "../../house/device-usage.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** What one device of the house used, and a button that closes its connections. */
export function deviceEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { may }: House,
  device: HouseDevice,
  texts: Texts,
): [string, Component][] {
  const { key, hash, name } = device;
  const names = <P extends Component["p"]>(platform: P, field: string, what: string) =>
    identity(scope, {
      platform,
      unique: `device_${hash}_${field}`,
      object: `${asciiPart(name) || `device_${hash.slice(0, 4)}`}_${field}`,
      name: what,
    });
  const used = (field: "today" | "month", what: string): Component => ({
    ...names("sensor", field, what),
    icon: "mdi:chart-bar",
    device_class: "data_size",
    unit_of_measurement: "GB",
    // It begins at zero each day or month: the class knows that a fall is a reset.
    state_class: "total_increasing",
    suggested_display_precision: 2,
    state_topic: topics.device(device.slug),
    value_template: `{{ (value_json.${field} / 1000000000) | round(3) }}`,
  });
  const close: Component = {
    ...names("button", "close", texts.buttons.close_connections),
    icon: "mdi:lan-disconnect",
    entity_category: "config",
    enabled_by_default: false,
    command_topic: topics.request("close-connections"),
    payload_press: JSON.stringify({ filter: { device: key } }),
  };
  return [
    [`sensor_device_${hash}_today`, used("today", texts.usedToday)],
    [`sensor_device_${hash}_month`, used("month", texts.usedThisMonth)],
    ...(may("close-connections") ? [[`button_device_${hash}_close`, close] as [string, Component]] : []),
  ];
}
