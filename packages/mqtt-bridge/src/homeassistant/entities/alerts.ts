import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import type { House } from "../../house/house.ts";
import { eventTypes } from "../../state/events.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** What happens, and whether something is wrong now; the latter where somebody keeps watch. */
export function alertEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { isWatched }: House,
  texts: Texts,
): [string, Component][] {
  const event: Component = {
    ...identity(scope, { platform: "event", unique: "events", object: "events", name: texts.events }),
    icon: "mdi:bell-outline",
    state_topic: topics.event,
    event_types: eventTypes,
  };
  const problem: Component = {
    ...identity(scope, { platform: "binary_sensor", unique: "problem", object: "problem", name: texts.problem }),
    device_class: "problem",
    entity_category: "diagnostic",
    state_topic: topics.problem,
    value_template: "{{ value_json.problem }}",
    json_attributes_topic: topics.problem,
  };
  return [["event_core", event], ...(isWatched ? [["binary_sensor_problem", problem] as [string, Component]] : [])];
}
