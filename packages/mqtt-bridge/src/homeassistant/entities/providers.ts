import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House, HouseProvider } from "../../house/house.ts";
import { hasUsage } from "../../state/providers.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

interface Field {
  /** Key of the JSON state, and end of every id. */
  readonly field: string;
  readonly platform: "sensor" | "button";
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Nodes, subscription and buttons of each proxy provider. */
export function providerEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  house: House,
  texts: Texts,
): [string, Component][] {
  return house.providers.flatMap((provider) => {
    const { name } = provider.view;
    const title = labelBook([name]).labelOf(name);
    const hash = nameHash(name);
    return fieldsOf(topics, provider, house, texts).map(
      ({ field, platform, name: what, options }): [string, Component] => [
        `${platform}_provider_${provider.slug.replaceAll("-", "_")}_${field}`,
        {
          ...identity(scope, {
            platform,
            unique: `provider_${hash.slice(0, 12)}_${field}`,
            object: `${asciiPart(name) || `provider_${hash.slice(0, 4)}`}_${field}`,
            name: `${title} ${what}`,
          }),
          ...options,
        },
      ],
    );
  });
}

function fieldsOf(topics: ControllerTopics, provider: HouseProvider, { may }: House, texts: Texts): Field[] {
  const state_topic = topics.provider(provider.slug);
  const diagnostic = { entity_category: "diagnostic", state_topic };
  const count = (field: string): Record<string, unknown> => ({
    ...diagnostic,
    state_class: "measurement",
    value_template: `{{ value_json.${field} }}`,
  });
  // All three may fall: a new month, a smaller plan. Null becomes "None", which Home Assistant reads as unknown.
  const gigabytes = (field: string): Record<string, unknown> => ({
    ...diagnostic,
    device_class: "data_size",
    unit_of_measurement: "GB",
    state_class: "measurement",
    suggested_display_precision: 2,
    value_template: `{{ None if value_json.${field} is none else (value_json.${field} / 1000000000) | round(3) }}`,
  });
  const time = (field: string): Record<string, unknown> => ({
    ...diagnostic,
    device_class: "timestamp",
    value_template: `{{ value_json.${field} }}`,
  });
  const press = (operation: string): Record<string, unknown> => ({
    entity_category: "config",
    command_topic: topics.request(operation),
    payload_press: JSON.stringify({ provider: provider.view.name }),
  });
  const off = { enabled_by_default: false };
  const sensor = (field: string, name: string, options: Field["options"]): Field => ({
    field,
    platform: "sensor",
    name,
    options,
  });
  const button = (field: string, name: string, options: Field["options"]): Field => ({
    field,
    platform: "button",
    name,
    options,
  });
  return [
    sensor("nodes", texts.nodes, count("nodes")),
    sensor("alive", texts.alive, { ...count("alive"), ...off }),
    sensor("updated", texts.updated, { ...time("updated_at"), ...off }),
    ...(hasUsage(provider)
      ? [
          sensor("used", texts.used, gigabytes("used")),
          sensor("total", texts.total, gigabytes("total")),
          sensor("left", texts.left, gigabytes("left")),
          sensor("expires", texts.expires, time("expires")),
        ]
      : []),
    ...(may("update-provider")
      ? [button("update", texts.update, { ...press("update-provider"), device_class: "update" })]
      : []),
    ...(may("check-provider") ? [button("check", texts.check, { ...press("check-provider"), ...off })] : []),
  ];
}
