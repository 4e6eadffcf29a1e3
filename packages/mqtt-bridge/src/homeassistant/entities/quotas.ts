import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** What is used and left of each quota of the config, and when it is used up at this pace. */
export function quotaEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { quotas }: House,
  texts: Texts,
): [string, Component][] {
  return quotas.flatMap(({ id, slug }): [string, Component][] => {
    const hash = nameHash(id);
    const sensor = (field: string, what: string, more: Readonly<Record<string, unknown>>): [string, Component] => [
      `sensor_quota_${slug.replaceAll("-", "_")}_${field}`,
      {
        ...identity(scope, {
          platform: "sensor",
          unique: `quota_${hash.slice(0, 12)}_${field}`,
          object: `quota_${asciiPart(id) || hash.slice(0, 4)}_${field}`,
          name: `${labelBook([id]).labelOf(id)} ${what}`,
        }),
        ...more,
        state_topic: topics.quota(slug),
      },
    ];
    const gigabytes = (field: string, stateClass: string): Readonly<Record<string, unknown>> => ({
      icon: "mdi:gauge",
      device_class: "data_size",
      unit_of_measurement: "GB",
      state_class: stateClass,
      suggested_display_precision: 2,
      value_template: `{{ (value_json.${field} / 1000000000) | round(3) }}`,
    });
    return [
      sensor("used", texts.used, gigabytes("used", "total_increasing")),
      sensor("left", texts.left, gigabytes("left", "measurement")),
      sensor("runs_out", texts.runsOut, {
        device_class: "timestamp",
        enabled_by_default: false,
        value_template: "{{ value_json.runs_out_at }}",
      }),
    ];
  });
}
