import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House, HouseRuleProvider } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** Rules, age and a button of each rule provider; all for those who want them. */
export function ruleProviderEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  house: House,
  texts: Texts,
): [string, Component][] {
  return house.ruleProviders.flatMap((provider): [string, Component][] => {
    const state_topic = topics.ruleset(provider.slug);
    const diagnostic = { entity_category: "diagnostic", enabled_by_default: false, state_topic };
    const key = provider.slug.replaceAll("-", "_");
    const rules: Component = {
      ...names(scope, "sensor", provider, { field: "rules", name: texts.rules }),
      ...diagnostic,
      icon: "mdi:format-list-numbered",
      state_class: "measurement",
      value_template: "{{ value_json.rules }}",
    };
    const updated: Component = {
      ...names(scope, "sensor", provider, { field: "updated", name: texts.updated }),
      ...diagnostic,
      device_class: "timestamp",
      value_template: "{{ value_json.updated_at }}",
    };
    const update: Component = {
      ...names(scope, "button", provider, { field: "update", name: texts.update }),
      device_class: "update",
      entity_category: "config",
      enabled_by_default: false,
      command_topic: topics.request("update-rule-provider"),
      payload_press: JSON.stringify({ provider: provider.view.name }),
    };
    return [
      [`sensor_ruleset_${key}_rules`, rules],
      [`sensor_ruleset_${key}_updated`, updated],
      ...(house.may("update-rule-provider") ? [[`button_ruleset_${key}_update`, update] as [string, Component]] : []),
    ];
  });
}

function names<P extends "button" | "sensor">(
  scope: EntityScope,
  platform: P,
  { view: { name } }: HouseRuleProvider,
  what: { readonly field: string; readonly name: string },
): ReturnType<typeof identity<P>> {
  const hash = nameHash(name);
  return identity(scope, {
    platform,
    unique: `ruleset_${hash.slice(0, 12)}_${what.field}`,
    object: `ruleset_${asciiPart(name) || hash.slice(0, 4)}_${what.field}`,
    name: `${labelBook([name]).labelOf(name)} ${what.name}`,
  });
}
