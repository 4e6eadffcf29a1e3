import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** Delay of each node that the config names, and whether it is alive. */
export function nodeEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { nodes }: House,
  texts: Texts,
): [string, Component][] {
  return nodes.flatMap(({ name, slug }): [string, Component][] => {
    const hash = nameHash(name);
    const title = labelBook([name]).labelOf(name);
    const names = <P extends Component["p"]>(platform: P, field: string, shown: string) =>
      identity(scope, {
        platform,
        unique: `node_${hash.slice(0, 12)}_${field}`,
        object: `node_${asciiPart(name) || hash.slice(0, 4)}_${field}`,
        name: shown,
      });
    const key = slug.replaceAll("-", "_");
    const delay: Component = {
      ...names("sensor", "delay", `${title} ${texts.delay}`),
      entity_category: "diagnostic",
      device_class: "duration",
      unit_of_measurement: "ms",
      state_class: "measurement",
      state_topic: topics.node(slug),
      // Null becomes "None", which Home Assistant reads as unknown.
      value_template: "{{ value_json.delay }}",
    };
    const alive: Component = {
      ...names("binary_sensor", "alive", title),
      entity_category: "diagnostic",
      device_class: "connectivity",
      state_topic: topics.node(slug),
      value_template: "{{ value_json.alive }}",
    };
    return [
      [`sensor_node_${key}_delay`, delay],
      [`binary_sensor_node_${key}_alive`, alive],
    ];
  });
}
